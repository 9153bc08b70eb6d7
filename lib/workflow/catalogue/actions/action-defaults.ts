import type { ActionType } from '../catalogue.ts';

/** Peers that recover in seconds to minutes: tries after about 2, 4, 8 and 16 seconds. */
export const DEFAULT_RETRY: ActionType['retry'] = { attempts: 5, delaySeconds: 2, factor: 2, maxDelaySeconds: 300 };

/** Long enough for a cold start and a slow store; an action that talks to strangers names its own. */
export const DEFAULT_TIMEOUT_SECONDS = 30;
