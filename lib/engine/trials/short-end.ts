import type { SimulationEnd } from './simulation.ts';

/** How a simulated run ended, in the words in which cases and backtests compare ends. */
export function shortEnd(end: SimulationEnd): string {
  switch (end.status) {
    case 'succeeded':
      return end.outcome;
    case 'failed':
      return `failed: ${end.error.code}`;
    case 'exited':
      return `exited: ${end.event}`;
    case 'not_started':
      return `not_started: ${end.reason}`;
  }
}
