import middy from '@middy/core';
import { loadDeploymentData } from '../../lib/config/deployment-data.ts';
import type { TrialOrder } from '../../lib/engine/trials/trials.ts';
import { createLocalTrials } from '../../lib/local/simulate/play-trials.ts';
import { systemClock as clock } from '../../lib/node/system-clock.ts';
import { observe } from '../middleware/observe.ts';
import { trace } from '../middleware/trace.ts';

const SERVICE = 'preview-workflow';
const { middleware } = observe(SERVICE);

const { catalogue, messages } = loadDeploymentData();
const trials = createLocalTrials({ catalogue, messages, clock, mostSeconds: 15, mostCalls: 10_000 });

/** Called by the API, with what its callers want to try. */
export const handler = middy((order: TrialOrder) => trials.play(order))
  .use(trace(SERVICE))
  .use([...middleware]);
