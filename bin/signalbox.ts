#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Every command starts faster when what it imports was compiled before.
enableCompileCache();
quietenSqlite();
const { runCli } = await import('../lib/cli/run-cli.ts');
const { readCliConfig } = await import('../lib/config/cli-config.ts');
const { createTerminal } = await import('../lib/cli/terminal.ts');
const { askForText } = await import('../lib/cli/ask-for-text.ts');
const { askToConfirm } = await import('../lib/cli/ask-to-confirm.ts');

const config = readCliConfig();
const { stdin, stdout, stderr } = process;
// Whoever reads the output (`| head`) may have seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
const manifest = import.meta.resolve('signalbox/package.json');
const { version } = JSON.parse(readFileSync(new URL(manifest), 'utf8'));

process.exitCode = await runCli(process.argv.slice(2), {
  config,
  version,
  samples: fileURLToPath(new URL('statemachines', manifest)),
  terminal: createTerminal({ stdin, stdout, stderr, colour: config.colour }),
  fetch,
  confirm: askToConfirm,
  ask: askForText,
  now: Date.now,
  awaitStop: awaitSignal,
});

/** Ctrl-C, or the stop of whoever supervises the process. */
function awaitSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** Node says at every start that its SQLite is experimental; the pinned version makes that a known quantity. */
function quietenSqlite(): void {
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('SQLite')) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
}
