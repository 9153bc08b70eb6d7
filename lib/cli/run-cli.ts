import { Command, CommanderError } from 'commander';
import { addApproval } from './approval.ts';
import { addCheck } from './check.ts';
import { type Cli, EXIT, type ExitCode } from './cli.ts';
import { addCompile } from './compile.ts';
import { addDeadLetter } from './dead-letter.ts';
import { addEvent } from './event.ts';
import { addFormat } from './format.ts';
import { addOutbox } from './outbox.ts';
import { printError } from './print-error.ts';
import { addRun } from './run.ts';
import { addSimulate } from './simulate.ts';
import { addTest } from './test.ts';
import { addWorkflow } from './workflow.ts';

/** What the process gives a command line to work with. */
export type CliEnvironment = Omit<Cli, 'end'> & { readonly version: string };

/** Commands that other parts of the product add, such as `start` and `demo`. */
export type AddCommand = (program: Command, cli: Cli) => void;

/**
 * Runs one command line and returns its exit code: 0 good, 1 findings, 2 wrong usage, 3 conflict, 4 not found, 5 fault.
 * Never throws.
 *
 * @param args without the program's name
 */
export async function runCli(
  args: readonly string[],
  environment: CliEnvironment,
  more: readonly AddCommand[] = [],
): Promise<ExitCode> {
  let code: ExitCode = EXIT.good;
  const cli: Cli = {
    ...environment,
    end: (given) => {
      code = given;
    },
  };
  const program = createProgram(cli, environment.version, more);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.good : EXIT.usage;
    return printError(environment.terminal, error);
  }
}

function createProgram(cli: Cli, version: string, more: readonly AddCommand[]): Command {
  const { terminal } = cli;
  const program = new Command('signalbox')
    .description('Customer workflows as data: checked, tried, compiled to AWS Step Functions, and run on a laptop.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.err(text.replace(/\n$/, '')),
      outputError: (text, write) => write(`${terminal.errPaint.red('error')}  ${text.replace(/^error: /, '')}`),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ styleTitle: terminal.outPaint.bold, sortSubcommands: false })
    .addHelpText('after', '\nExit codes: 0 good, 1 findings, 2 wrong usage, 3 conflict, 4 not found, 5 fault.');
  program.commandsGroup('Workflow files:');
  for (const add of [addCheck, addFormat, addCompile, addSimulate, addTest]) add(program, cli);
  program.commandsGroup('A running engine:');
  for (const add of [...more, addEvent, addWorkflow, addRun, addApproval, addOutbox, addDeadLetter]) add(program, cli);
  return program;
}
