import type { Estimate } from './compiled-workflow.ts';

/** One thing that a run pays for. */
export interface RunCostPart {
  readonly what: 'transitions' | 'lambda_requests' | 'lambda_time' | 'writes';
  /** How many units at most. */
  readonly most: number;
  readonly unit: string;
  /** US dollars for a million units. */
  readonly dollarsPerMillion: number;
  /** US dollars for a million runs. */
  readonly dollarsPerMillionRuns: number;
  /** How it came about, for people. */
  readonly arithmetic: string;
}

/** What a run costs at most on the longest path, retries excluded. */
export interface RunCost {
  readonly parts: readonly RunCostPart[];
  /** The sum of the parts, for a million runs. */
  readonly dollarsPerMillionRuns: number;
  /** What the arithmetic takes for granted. */
  readonly assumes: readonly string[];
}

/** On-demand prices of us-east-1 in US dollars for a million units, free tiers left out. */
const DOLLARS_PER_MILLION = { transitions: 25, requests: 0.2, gigabyteSeconds: 13.3334, writes: 0.625 } as const;

/** A function of ours has 256 MB; most calls are done in a tenth of a second. */
const GIGABYTES = 0.25;
const SECONDS = 0.1;

/**
 * Write units of the table of runs and its contacts: putting a run (6 items in a transaction, at 2 each, and 7 entries of
 * indexes), its start (2 and 4), its end (6 items and 4 entries).
 */
const WRITES_OF_A_RUN = 12 + 7 + (2 + 4) + (12 + 4);

/** An action claims its key and keeps its outcome. */
const WRITES_OF_A_CALL = 2;

/** What a run costs at most, part by part: the longest path of the estimate times on-demand prices. */
export function runCost({ transitions, lambdaCalls }: Estimate): RunCost {
  const calls = lambdaCalls.most;
  const time = calls * GIGABYTES * SECONDS;
  const writes = WRITES_OF_A_RUN + calls * WRITES_OF_A_CALL;
  const parts = [
    partOf('transitions', transitions.most, {
      unit: 'state transitions',
      price: DOLLARS_PER_MILLION.transitions,
      made: `${transitions.most}`,
    }),
    partOf('lambda_requests', calls, { unit: 'requests', price: DOLLARS_PER_MILLION.requests, made: `${calls}` }),
    partOf('lambda_time', round(time), {
      unit: 'GB seconds',
      price: DOLLARS_PER_MILLION.gigabyteSeconds,
      made: `${calls} × ${GIGABYTES} GB × ${SECONDS} s`,
    }),
    partOf('writes', writes, {
      unit: 'write units',
      price: DOLLARS_PER_MILLION.writes,
      made: `(${WRITES_OF_A_RUN} + ${calls} × ${WRITES_OF_A_CALL})`,
    }),
  ];
  return {
    parts,
    dollarsPerMillionRuns: round(parts.reduce((sum, part) => sum + part.dollarsPerMillionRuns, 0)),
    assumes: [
      'The longest path, without retries and without being held.',
      `Each call of a function takes ${SECONDS} s with ${GIGABYTES * 1024} MB.`,
      'A run of a contact; what actions themselves write, send or call is not counted.',
      'On-demand prices of us-east-1 without free tiers.',
    ],
  };
}

function partOf(
  what: RunCostPart['what'],
  most: number,
  { unit, price, made }: { readonly unit: string; readonly price: number; readonly made: string },
): RunCostPart {
  const dollarsPerMillionRuns = round(most * price);
  const arithmetic = `${made} × $${price} per million ${unit} = $${dollarsPerMillionRuns} per million runs`;
  return { what, most, unit, dollarsPerMillion: price, dollarsPerMillionRuns, arithmetic };
}

/** To a hundredth of a cent, without what binary fractions leave behind. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
