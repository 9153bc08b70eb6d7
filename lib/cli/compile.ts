import type { Command } from 'commander';
import { compileWorkflow } from '../compiler/compile-workflow.ts';
import { functionName } from '../local/engine/function-name.ts';
import { type Cli, EXIT, printJson } from './cli.ts';
import { loadFile } from './load-file.ts';

interface CompileOptions {
  readonly manifest?: boolean;
}

/** `signalbox compile FILE`: the state machine on standard output. */
export function addCompile(program: Command, cli: Cli): void {
  program
    .command('compile')
    .description(
      'Prints the Amazon States Language that Step Functions and the laptop’s engine run. Functions have the laptop’s names; a deployment puts their ARNs there.',
    )
    .argument('<file>', 'a workflow file')
    .option('--manifest', 'print what the engine needs to know of the version instead: trigger, audience, estimate …')
    .action(async (file: string, options: CompileOptions) => {
      const loaded = await loadFile(cli, file);
      if (loaded === undefined) return cli.end(EXIT.findings);
      const { graph } = loaded.workflow;
      const { catalogue } = loaded.names;
      const { asl, manifest } = compileWorkflow(graph, { catalogue, functionArn: functionName });
      printJson(cli, options.manifest ? manifest : asl);
    });
}
