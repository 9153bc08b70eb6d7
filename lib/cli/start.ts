import { join } from 'node:path';
import type { Command } from 'commander';
import { readEmbeddedConfig } from '../config/embedded-config.ts';
import { AppError, invalid } from '../errors/app-error.ts';
import type { PublishedFile } from '../local/engine/publish-workspace.ts';
import { type StartedEngine, startEngine } from '../local/engine/start-engine.ts';
import { readWorkspace } from '../local/workspace/read-workspace.ts';
import { type Cli, EXIT } from './cli.ts';
import { DEFAULT_FOLDER } from './find-workspace.ts';
import { printError } from './print-error.ts';
import { formatIssueLine, plural } from './print-issues.ts';

interface StartOptions {
  readonly port?: string;
  readonly data: string;
  readonly templates: string;
}

/** Resolves when the engine shall stop: a signal, in the program's own process. */
export type AwaitStop = () => Promise<void>;

/** `signalbox start`: the embedded engine, live and durable, until it is stopped. */
export function createAddStart(awaitStop: AwaitStop, samples: string): (program: Command, cli: Cli) => void {
  return (program, cli) => {
    program
      .command('start')
      .description('Runs the workflows of a folder on this machine, live and durable, until it is stopped (Ctrl-C).')
      .argument('[folder]', 'workflow files, catalogue.yaml and messages/', DEFAULT_FOLDER)
      .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one')
      .option('--data <folder>', 'where runs are kept', '.signalbox')
      .option('--templates <folder>', 'for a folder without templates/ of its own', join(samples, 'templates'))
      .action((folder: string, options: StartOptions) => start(cli, folder, options, awaitStop));
  };
}

async function start(cli: Cli, folder: string, options: StartOptions, awaitStop: AwaitStop): Promise<void> {
  const { terminal } = cli;
  const config = readEmbeddedConfig(options.data);
  const port = options.port === undefined ? config.port : readPort(options.port);
  const workspace = await readWorkspace(folder);
  for (const issue of workspace.issues) {
    terminal.err(formatIssueLine(issue, terminal.errPaint));
  }
  const broken = Promise.withResolvers<void>();
  const started = await startEngine({
    workspace,
    templates: options.templates,
    config: { ...config, port },
    onFailure: (error) => {
      printError(terminal, error);
      // What the disk does not hold must not be acted on: better to stop than to go on from memory.
      if (error instanceof AppError && error.code.startsWith('SB80')) {
        broken.resolve();
        cli.end(EXIT.fault);
      }
    },
  });
  printStarted(cli, started);
  await Promise.race([awaitStop(), broken.promise]);
  await started.stop();
  terminal.err('Stopped. What was at work goes on at the next start.');
}

function printStarted({ terminal }: Cli, { url, published, resumed }: StartedEngine): void {
  const paint = terminal.outPaint;
  for (const file of published) {
    terminal.out(formatPublished(file, paint));
  }
  const again = resumed === 0 ? '' : ` ${plural(resumed, 'run')} of before went on.`;
  terminal.out(`\nSignalbox listens on ${paint.bold(url)}.${again} Stop it with Ctrl-C.`);
}

function formatPublished(file: PublishedFile, paint: Cli['terminal']['outPaint']): string {
  switch (file.kind) {
    case 'live':
      return `${paint.green('live')}       ${file.workflow} version ${file.version}${file.created ? ', new' : ''}`;
    case 'published':
      return `${paint.yellow('not live')}   ${file.workflow} version ${file.version}: ${file.reason}`;
    case 'refused':
      return `${paint.red('refused')}    ${file.workflow}: ${file.reason}`;
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw invalid({
      code: 'SB807',
      message: `'${text}' is no port.`,
      resolution: 'Use a number from 0 to 65535.',
    });
  }
  return port;
}
