import type { Command } from 'commander';
import { createClient, type SignalboxClient } from '../client/create-client.ts';
import type { Cli } from './cli.ts';

/** Options of every command that talks to an engine. */
export interface EngineOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** Options of commands that change something. */
export interface ChangeOptions extends EngineOptions {
  readonly by?: string;
}

/** Adds `--url` and `--json` to a command. */
export function withEngineOptions(command: Command, cli: Pick<Cli, 'config'>): Command {
  return command
    .option('--url <url>', 'address of the engine; also SIGNALBOX_URL', cli.config.url)
    .option('--json', 'print the whole answer as JSON');
}

/** Adds `--by`, too: who does it. */
export function withChangeOptions(command: Command, cli: Pick<Cli, 'config'>): Command {
  return withEngineOptions(
    command.option('--by <address>', 'who does it, kept on record; also SIGNALBOX_USER', cli.config.user),
    cli,
  );
}

/** A client for the engine that the options name; says on standard error which one that is. */
export async function connect({ terminal, config, fetch }: Cli, options: ChangeOptions): Promise<SignalboxClient> {
  const url = (options.url ?? config.url).replace(/\/+$/, '');
  terminal.err(terminal.errPaint.dim(`engine ${url}`));
  return createClient({ url, fetch, headers: options.by === undefined ? {} : { 'x-signalbox-user': options.by } });
}
