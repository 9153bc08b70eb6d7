import { type Command, InvalidArgumentError } from 'commander';
import type { Cli } from './cli.ts';
import { type ChangeOptions, connect, withChangeOptions } from './connect.ts';
import { printDraft } from './workflow-draft.ts';

interface EditOptions extends ChangeOptions {
  readonly why?: string;
}

interface Place {
  readonly list: string;
  readonly index: number;
}

type StepEdit =
  | { readonly kind: 'insert'; readonly place: Place; readonly step: string }
  | { readonly kind: 'replace'; readonly pointer: string; readonly step: string }
  | { readonly kind: 'remove'; readonly pointer: string }
  | { readonly kind: 'move'; readonly pointer: string; readonly to: Place };

/** `signalbox workflow edit insert|replace|remove|move`: one step of a draft, all other bytes stay. */
export function addEditCommands(workflow: Command, cli: Cli): void {
  const edit = workflow
    .command('edit')
    .description('Changes one step of a draft; everything else stays as it was written, comments included.');
  const add = (name: string, description: string) =>
    withChangeOptions(edit.command(name).description(description), cli)
      .option('--why <text>', 'kept on record')
      .argument('<id>', 'the workflow’s id');
  add('insert', 'Puts a step into a list.')
    .argument('<place>', 'where it is to stand: /steps/2', readPlace)
    .argument('<step>', 'the step, as YAML or JSON')
    .action((id: string, place: Place, step: string, options: EditOptions) =>
      carryOut(cli, id, { kind: 'insert', place, step }, options),
    );
  add('replace', 'Puts another step in a step’s place.')
    .argument('<pointer>', 'which: /steps/2')
    .argument('<step>', 'the step, as YAML or JSON')
    .action((id: string, pointer: string, step: string, options: EditOptions) =>
      carryOut(cli, id, { kind: 'replace', pointer, step }, options),
    );
  add('remove', 'Takes a step out.')
    .argument('<pointer>', 'which: /steps/2')
    .action((id: string, pointer: string, options: EditOptions) =>
      carryOut(cli, id, { kind: 'remove', pointer }, options),
    );
  add('move', 'Puts a step somewhere else.')
    .argument('<pointer>', 'which: /steps/2')
    .argument('<place>', 'where it is to stand, counted before it moves: /steps/0', readPlace)
    .action((id: string, pointer: string, to: Place, options: EditOptions) =>
      carryOut(cli, id, { kind: 'move', pointer, to }, options),
    );
}

function readPlace(text: string): Place {
  const [, list, index] = /^(.*)\/(\d{1,5})$/.exec(text) ?? [];
  if (list !== undefined && index !== undefined) return { list, index: Number(index) };
  throw new InvalidArgumentError('Write a list and a position in it, such as /steps/2.');
}

async function carryOut(cli: Cli, workflow: string, edit: StepEdit, options: EditOptions): Promise<void> {
  const client = await connect(cli, options);
  const params = { workflow };
  const { revision } = await client.drafts.show({ params });
  const draft = await client.drafts.edit({ params, revision, body: { edit, why: options.why } });
  printDraft(cli, draft, 'saved', options);
}
