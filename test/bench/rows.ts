import type { BenchRow } from './bench-row.ts';
import { aslSize } from './rows/asl-size.ts';
import { backtest } from './rows/backtest.ts';
import { compileBesideCdk } from './rows/compile-beside-cdk.ts';
import { compileGrowth } from './rows/compile-growth.ts';
import { conditionClosure } from './rows/condition-closure.ts';
import { cost } from './rows/cost.ts';
import { dispatchCalls } from './rows/dispatch-calls.ts';
import { dispatcherBundle } from './rows/dispatcher-bundle.ts';
import { embeddedInMemory } from './rows/embedded-in-memory.ts';
import { embeddedInProcess } from './rows/embedded-in-process.ts';
import { embeddedOverHttp } from './rows/embedded-over-http.ts';
import { embeddedStart } from './rows/embedded-start.ts';
import { eventMatching } from './rows/event-matching.ts';
import { lifecycleCalls } from './rows/lifecycle-calls.ts';
import { listingRuns } from './rows/listing-runs.ts';
import { synth } from './rows/synth.ts';
import { transitions } from './rows/transitions.ts';

/** The table's rows, in its order. */
export const ROWS: readonly BenchRow[] = [
  transitions,
  cost,
  dispatchCalls,
  lifecycleCalls,
  listingRuns,
  backtest,
  eventMatching,
  compileBesideCdk,
  compileGrowth,
  aslSize,
  conditionClosure,
  embeddedOverHttp,
  embeddedInMemory,
  embeddedInProcess,
  embeddedStart,
  synth,
  dispatcherBundle,
];
