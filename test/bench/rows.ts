import type { BenchRow } from './bench-row.ts';
import { aslSize } from './rows/asl-size.ts';
import { compileBesideCdk } from './rows/compile-beside-cdk.ts';
import { compileGrowth } from './rows/compile-growth.ts';
import { conditionClosure } from './rows/condition-closure.ts';
import { dispatcherBundle } from './rows/dispatcher-bundle.ts';
import { embeddedInProcess } from './rows/embedded-in-process.ts';
import { embeddedOverHttp } from './rows/embedded-over-http.ts';
import { embeddedStart } from './rows/embedded-start.ts';
import { synth } from './rows/synth.ts';
import { transitions } from './rows/transitions.ts';

/** The table's rows, in its order. */
export const ROWS: readonly BenchRow[] = [
  transitions,
  compileBesideCdk,
  compileGrowth,
  aslSize,
  conditionClosure,
  embeddedOverHttp,
  embeddedInProcess,
  embeddedStart,
  synth,
  dispatcherBundle,
];
