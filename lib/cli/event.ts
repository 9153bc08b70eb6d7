import type { Command } from 'commander';
import { notFound } from '../errors/app-error.ts';
import { mergeData } from '../local/simulate/merge-data.ts';
import { readWorkspaceNames } from '../local/workspace/read-workspace.ts';
import type { JsonObject } from '../workflow/json.ts';
import { suggestion } from '../workflow/references/nearest-name.ts';
import { type Cli, printJson } from './cli.ts';
import { connect, type EngineOptions, withEngineOptions } from './connect.ts';
import { DEFAULT_FOLDER } from './find-workspace.ts';
import { readDataOption } from './read-data.ts';

interface PutOptions extends EngineOptions {
  readonly data?: string;
  readonly file?: string;
  readonly sample?: boolean;
  readonly dir: string;
  readonly key?: string;
}

/** `signalbox event put`: an event on the engine's bus, as an app would put it. */
export function addEvent(program: Command, cli: Cli): void {
  const event = program.command('event').description('Put events on the bus of a running engine.');
  const put = event
    .command('put')
    .summary('put an event on the bus')
    .description('Puts an event of the catalogue on the bus of a running engine, as an app would.')
    .argument('<event>', 'its name in the catalogue, such as lead.created')
    .option('--data <json>', 'its data, as JSON')
    .option('--file <file>', 'a file with its data, JSON or YAML')
    .option('--sample', 'the data of its type’s sample, with --data or --file laid over it')
    .option('--dir <folder>', 'folder whose catalogue.yaml has the sample', DEFAULT_FOLDER)
    .option('--key <key>', 'idempotency key: putting it twice is putting it once');
  withEngineOptions(put, cli).action(async (name: string, options: PutOptions) => {
    const given = await readDataOption(options);
    const data = options.sample ? mergeData(await readSample(name, options.dir), given) : given;
    const client = await connect(cli, options);
    const key = options.key === undefined ? {} : { idempotencyKey: options.key };
    const answer = await client.events.put({ body: { event: name, data, ...key } });
    if (options.json) printJson(cli, answer);
    else cli.terminal.out(`${cli.terminal.outPaint.green('accepted')}  ${name}  ${answer.ids.join(', ')}`);
  });
}

async function readSample(name: string, folder: string): Promise<JsonObject> {
  const { catalogue } = await readWorkspaceNames(folder);
  const type = catalogue.events.get(name);
  if (type !== undefined) return type.sample;
  throw notFound({
    code: 'SB704',
    message: `The catalogue has no event "${name}".${suggestion(name, catalogue.events.keys())}`,
    resolution: 'docs/catalogue.md lists the built-in ones; a team’s own stand in catalogue.yaml.',
  });
}
