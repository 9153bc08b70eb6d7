import type { Command } from 'commander';
import { createClient, type SignalboxClient } from '../client/create-client.ts';
import type { Cli } from './cli.ts';

/** Options of every command that talks to an engine. */
export interface EngineOptions {
  readonly url?: string;
  /** A deployment, instead of an engine on this machine. */
  readonly stage?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly json?: boolean;
}

/** Options of commands that change something. */
export interface ChangeOptions extends EngineOptions {
  readonly by?: string;
}

/** Adds where the engine is, and `--json`, to a command. */
export function withEngineOptions(command: Command, cli: Pick<Cli, 'config'>): Command {
  return command
    .option('--url <url>', 'address of the engine; also SIGNALBOX_URL', cli.config.url)
    .option('--stage <name>', 'a deployment on AWS instead; also SIGNALBOX_STAGE', cli.config.stage)
    .option('--profile <name>', 'credentials of AWS, for --stage')
    .option('--region <name>', 'where it is deployed, for --stage')
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
export async function connect(cli: Cli, options: ChangeOptions): Promise<SignalboxClient> {
  const { terminal, config } = cli;
  const { stage } = options;
  if (stage !== undefined) {
    const { connectStage } = await import('./connect-stage.ts');
    const target = await connectStage({ ...options, stage }, cli.fetch);
    terminal.err(terminal.errPaint.dim(`stage ${stage} in ${target.region}  ${target.url}`));
    // Who calls is told by the credentials.
    return createClient(target);
  }
  const url = (options.url ?? config.url).replace(/\/+$/, '');
  terminal.err(terminal.errPaint.dim(`engine ${url}`));
  const headers = options.by === undefined ? {} : { 'x-signalbox-user': options.by };
  return createClient({ url, fetch: cli.fetch, headers });
}
