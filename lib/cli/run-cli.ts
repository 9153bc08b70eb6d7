import { Command, CommanderError } from 'commander';
import { type Cli, EXIT, type ExitCode } from './cli.ts';
import { printError } from './print-error.ts';

/** What the process gives a command line to work with. */
export type CliEnvironment = Omit<Cli, 'end'> & {
  readonly version: string;
  /** Folder of the sample workflows, which come with the program. */
  readonly samples: string;
  /** Resolves when what runs until it is stopped shall stop. */
  readonly awaitStop: () => Promise<void>;
};

type AddCommand = (program: Command, cli: Cli) => void;

/** A command, loaded only where it is called: most of a short command's time is loading. */
interface LazyCommand {
  readonly name: string;
  /** What help says of it beside the others. */
  readonly summary: string;
  readonly load: (environment: CliEnvironment) => Promise<AddCommand>;
}

const FILE_COMMANDS: readonly LazyCommand[] = [
  {
    name: 'check',
    summary: 'find every problem in workflow, catalogue, message, test and template files',
    load: async () => (await import('./check.ts')).addCheck,
  },
  {
    name: 'format',
    summary: 'write workflow files in the one form',
    load: async () => (await import('./format.ts')).addFormat,
  },
  {
    name: 'compile',
    summary: 'print a workflow’s state machine',
    load: async () => (await import('./compile.ts')).addCompile,
  },
  {
    name: 'simulate',
    summary: 'play one event through a workflow; nothing is sent',
    load: async () => (await import('./simulate.ts')).addSimulate,
  },
  {
    name: 'test',
    summary: 'run the cases of test files',
    load: async () => (await import('./test.ts')).addTest,
  },
  {
    name: 'schema',
    summary: 'write the JSON Schema that editors check with',
    load: async () => (await import('./schema.ts')).addSchema,
  },
  {
    name: 'new',
    summary: 'write a first workflow and its test',
    load: async () => (await import('./new.ts')).addNew,
  },
  {
    name: 'template',
    summary: 'list, show and use templates of workflows',
    load: async ({ samples }) => (await import('./template.ts')).createAddTemplate(samples),
  },
  {
    name: 'export',
    summary: 'print a workflow as a bundle for another account',
    load: async () => (await import('./export.ts')).addExport,
  },
  {
    name: 'import',
    summary: 'write a workflow file from a bundle or an Amazon Pinpoint journey',
    load: async () => (await import('./import.ts')).addImport,
  },
];

const ENGINE_COMMANDS: readonly LazyCommand[] = [
  {
    name: 'start',
    summary: 'run the workflows on this machine until stopped',
    load: async ({ awaitStop, samples }) => (await import('./start.ts')).createAddStart(awaitStop, samples),
  },
  {
    name: 'demo',
    summary: 'play the sample workflows on virtual time, and end',
    load: async ({ samples }) => (await import('./demo/demo.ts')).createAddDemo(samples),
  },
  {
    name: 'event',
    summary: 'put events',
    load: async () => (await import('./event.ts')).addEvent,
  },
  {
    name: 'workflow',
    summary: 'list, show, edit, publish and operate workflows',
    load: async () => (await import('./workflow.ts')).addWorkflow,
  },
  {
    name: 'run',
    summary: 'list, show and stop runs',
    load: async () => (await import('./run.ts')).addRun,
  },
  {
    name: 'contact',
    summary: 'show a contact',
    load: async () => (await import('./contact.ts')).addContact,
  },
  {
    name: 'approval',
    summary: 'list, approve and reject',
    load: async () => (await import('./approval.ts')).addApproval,
  },
  {
    name: 'audit',
    summary: 'list who did what to workflows',
    load: async () => (await import('./audit.ts')).addAudit,
  },
  {
    name: 'outbox',
    summary: 'list unsent messages',
    load: async () => (await import('./outbox.ts')).addOutbox,
  },
  {
    name: 'dead-letter',
    summary: 'list and redrive what was given up',
    load: async () => (await import('./dead-letter.ts')).addDeadLetter,
  },
];

/**
 * Runs one command line and returns its exit code: 0 good, 1 findings, 2 wrong usage, 3 conflict, 4 not found, 5 fault.
 * Never throws.
 *
 * @param args without the program's name
 */
export async function runCli(args: readonly string[], environment: CliEnvironment): Promise<ExitCode> {
  let code: ExitCode = EXIT.good;
  const cli: Cli = {
    ...environment,
    end: (given) => {
      code = given;
    },
  };
  try {
    const program = await createProgram(args, cli, environment);
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.good : EXIT.usage;
    return printError(environment.terminal, error);
  }
}

async function createProgram(args: readonly string[], cli: Cli, environment: CliEnvironment): Promise<Command> {
  const { terminal } = cli;
  const program = new Command('signalbox')
    .description('Customer workflows as data: checked, tried, compiled to AWS Step Functions, and run on a laptop.')
    .version(environment.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError()
    // Commands may have a --version of their own.
    .enablePositionalOptions()
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
  const called = args.find((arg) => !arg.startsWith('-'));
  const add = async (heading: string, commands: readonly LazyCommand[]): Promise<void> => {
    program.commandsGroup(heading);
    for (const { name, summary, load } of commands) {
      if (name === called) (await load(environment))(program, cli);
      // Of the others, help and advice on a misspelt name need no more.
      else program.command(name);
      program.commands.at(-1)?.summary(summary);
    }
  };
  await add('Workflow files:', FILE_COMMANDS);
  await add('A running engine:', ENGINE_COMMANDS);
  return program;
}
