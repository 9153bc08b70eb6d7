import type { CliConfig } from '../config/cli-config.ts';
import type { Terminal } from './terminal.ts';

/** What a person is asked. */
export interface Asking {
  readonly question: string;
  /** Absent: any text will do. */
  readonly choices?: readonly string[];
  /** What it is if nothing is answered; absent: an answer is needed. */
  readonly standing?: string;
}

/** What every command works with. */
export interface Cli {
  readonly terminal: Terminal;
  readonly config: CliConfig;
  readonly fetch: typeof fetch;
  /** Asks a person; only called where there is a terminal. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Asks a person for a text; `undefined`: they gave up. Only called where there is a terminal. */
  readonly ask: (asking: Asking) => Promise<string | undefined>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends the command with this exit code, once everything is written. */
  readonly end: (code: ExitCode) => void;
}

/** Exit codes that commands give by themselves; those of errors follow from their kind (`error-outcomes.ts`). */
export const EXIT = { good: 0, findings: 1, usage: 2, conflict: 3, notFound: 4, fault: 5 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Writes a value as JSON, for `--json` and for what is JSON by nature. */
export function printJson(cli: Pick<Cli, 'terminal'>, value: unknown): void {
  cli.terminal.out(JSON.stringify(value, null, 2));
}
