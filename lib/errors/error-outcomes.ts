import type { AppError, ErrorKind } from './app-error.ts';

/** What one kind of error leads to, everywhere. */
export interface ErrorOutcome {
  /** Under which name a task reports it to its state machine. */
  readonly taskError: 'Signalbox.Transient' | 'Signalbox.Permanent';
  readonly httpStatus: 400 | 403 | 404 | 409 | 410 | 500 | 503;
  /** Of the CLI: 1 findings, 3 conflict or not allowed, 4 not found, 5 fault. 2, wrong usage, is the argument parser's own. */
  readonly exitCode: 1 | 3 | 4 | 5;
}

/** THE table from kinds of errors to outcomes. */
export const ERROR_OUTCOMES: Readonly<Record<ErrorKind, ErrorOutcome>> = {
  invalid: { taskError: 'Signalbox.Permanent', httpStatus: 400, exitCode: 1 },
  forbidden: { taskError: 'Signalbox.Permanent', httpStatus: 403, exitCode: 3 },
  'not-found': { taskError: 'Signalbox.Permanent', httpStatus: 404, exitCode: 4 },
  conflict: { taskError: 'Signalbox.Permanent', httpStatus: 409, exitCode: 3 },
  gone: { taskError: 'Signalbox.Permanent', httpStatus: 410, exitCode: 3 },
  transient: { taskError: 'Signalbox.Transient', httpStatus: 503, exitCode: 5 },
  fault: { taskError: 'Signalbox.Permanent', httpStatus: 500, exitCode: 5 },
};

/** Codes for which HTTP has a more exact status than for their kind. */
const STATUS_OF_CODE = {
  SB703: 413,
  SB710: 428,
  SB714: 422,
} as const satisfies Readonly<Record<string, number>>;

/** Of an error over HTTP. */
export type HttpStatus = ErrorOutcome['httpStatus'] | (typeof STATUS_OF_CODE)[keyof typeof STATUS_OF_CODE] | 412;

/** Codes that say: changed by someone else since the caller looked. Where the caller said what it saw, this is 412. */
const STALE_CODES: ReadonlySet<string> = new Set(['SB611', 'SB653']);

/** The status with which an error is answered; `conditional`: to a request with `If-Match`. */
export function httpStatusOf({ code, kind }: Pick<AppError, 'code' | 'kind'>, conditional: boolean): HttpStatus {
  if (conditional && STALE_CODES.has(code)) return 412;
  const exact: Readonly<Record<string, HttpStatus>> = STATUS_OF_CODE;
  return exact[code] ?? ERROR_OUTCOMES[kind].httpStatus;
}

/**
 * How a state machine treats errors by name. `retried`: by the step's policy. What has no row here (a function that
 * crashed, throttling, a service error) is taken for transient.
 */
export const TASK_ERROR_OUTCOMES = {
  'Signalbox.Transient': { retried: true },
  /** Trying again cannot help. */
  'Signalbox.Permanent': { retried: false },
  /** A person said no: that is an answer. */
  'Signalbox.Rejected': { retried: false },
  /** Kept back, not failed: it goes on by itself when it is released. */
  'Signalbox.Held': { retried: false },
} as const satisfies Readonly<Record<string, { readonly retried: boolean }>>;
