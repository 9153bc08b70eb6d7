import { AppError } from '../errors/app-error.ts';
import { ERROR_OUTCOMES } from '../errors/error-outcomes.ts';
import { EXIT, type ExitCode } from './cli.ts';
import { harmless, type Terminal } from './terminal.ts';

/** Says on standard error what went wrong and how to mend it; returns the exit code that belongs to it. */
export function printError({ err, errPaint }: Terminal, error: unknown): ExitCode {
  if (error instanceof AppError) {
    err(`${errPaint.red('error')} ${errPaint.dim(error.code)}  ${harmless(error.message)}`);
    if (error.resolution !== undefined) err(`       ${harmless(error.resolution)}`);
    return ERROR_OUTCOMES[error.kind].exitCode;
  }
  // Nobody foresaw it, so whoever mends it needs to know where it came from.
  err(`${errPaint.red('fault')}  ${harmless(error instanceof Error ? (error.stack ?? error.message) : String(error))}`);
  return EXIT.fault;
}
