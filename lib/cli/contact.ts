import type { Command } from 'commander';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { harmless } from './terminal.ts';

/** `signalbox contact show`. */
export function addContact(program: Command, cli: Cli): void {
  const contact = program.command('contact').description('Contacts, as far as workflows know them.');
  withEngineOptions(
    contact
      .command('show')
      .description('Shows a contact, its open runs and what they wait for.')
      .argument('<id>', 'the contact’s id'),
    cli,
  ).action((id: string, options: EngineOptions) => show(cli, id, options));
}

async function show(cli: Cli, id: string, options: EngineOptions): Promise<void> {
  const client = await connect(cli, options);
  const view = await client.contacts.show({ params: { contact: id } });
  if (options.json) return printJson(cli, view);
  const { out, outPaint: paint } = cli.terminal;
  out(paint.bold(harmless(view.id)));
  for (const [name, value] of Object.entries(view.record ?? {})) {
    if (name !== 'id') out(`  ${name}  ${harmless(typeof value === 'string' ? value : JSON.stringify(value))}`);
  }
  for (const { run, workflow, version } of view.openRuns) out(`open run  ${run}  ${workflow} version ${version}`);
  for (const { run, step, event } of view.awaits) out(`waits for ${event}  at ${step} of ${run}`);
}
