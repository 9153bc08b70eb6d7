import type { BenchRow } from './bench-row.ts';
import { dispatcherBundle } from './rows/dispatcher-bundle.ts';
import { embeddedInProcess } from './rows/embedded-in-process.ts';
import { embeddedOverHttp } from './rows/embedded-over-http.ts';
import { embeddedStart } from './rows/embedded-start.ts';
import { synth } from './rows/synth.ts';

/** The table's rows, in its order. */
export const ROWS: readonly BenchRow[] = [embeddedOverHttp, embeddedInProcess, embeddedStart, synth, dispatcherBundle];
