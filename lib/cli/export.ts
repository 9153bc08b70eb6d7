import type { Command } from 'commander';
import { TASK_CONTRACT } from '../compiler/task-contract.ts';
import { writeBundle } from '../workflow/bundle/write-bundle.ts';
import { type Cli, EXIT } from './cli.ts';
import { loadFile } from './load-file.ts';
import { printWritten } from './print-refusal.ts';
import { writeNew } from './write-new.ts';

interface ExportOptions {
  readonly description?: string;
  readonly out?: string;
}

/** `signalbox export FILE`: a workflow as one file that another account can import. */
export function addExport(program: Command, cli: Cli): void {
  program
    .command('export')
    .description('Prints a workflow with what it needs as one JSON file. Nothing is exported that has errors.')
    .argument('<file>', 'a workflow file')
    .option('--description <text>', 'what to say of it')
    .option('--out <file>', 'write it there instead')
    .action(async (file: string, { description, out }: ExportOptions) => {
      const loaded = await loadFile(cli, file);
      if (loaded === undefined) return cli.end(EXIT.findings);
      const bundle = writeBundle({
        text: loaded.workflow.text,
        graph: loaded.workflow.graph,
        catalogue: loaded.names.catalogue,
        contract: TASK_CONTRACT,
        ...(description === undefined ? {} : { description }),
      });
      if (out === undefined) return cli.terminal.out(bundle.trimEnd());
      await writeNew(out, bundle);
      printWritten(cli, [out]);
    });
}
