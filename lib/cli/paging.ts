import { type Command, InvalidArgumentError } from 'commander';
import type { Cli } from './cli.ts';

/** Options of every command that lists pages. */
export interface PagingOptions {
  readonly limit: string;
  readonly cursor?: string;
}

/** Adds `--limit` and `--cursor` to a command. */
export function withPaging(command: Command): Command {
  return command
    .option('--limit <count>', 'how many at most, 1 to 100', checkLimit, '20')
    .option('--cursor <cursor>', 'go on where the page before ended');
}

/** Says on standard error how to see more. */
export function mentionNextPage({ terminal }: Cli, next: string | undefined): void {
  if (next !== undefined) terminal.err(terminal.errPaint.dim(`There is more: --cursor ${next}`));
}

/** Adds `--limit` alone, where there are no pages. */
export function withLimit(command: Command): Command {
  return command.option('--limit <count>', 'how many at most, 1 to 100', checkLimit, '20');
}

function checkLimit(text: string): string {
  if (/^[1-9]\d?$|^100$/.test(text)) return text;
  throw new InvalidArgumentError('It is a number from 1 to 100.');
}
