import { eventActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { serveActions } from '../../middleware/serve-actions.ts';
import { openPublishing } from '../../wiring/bus.ts';

/** Called by states of `event.put`. */
export const handler = serveActions('event', ({ catalogue }) => eventActions({ publish: openPublishing(catalogue) }));
