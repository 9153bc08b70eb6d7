import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeDeploymentData } from '../../../lib/config/deployment-data.ts';
import { TABLES } from '../../../lib/config/tables.ts';
import { bundleFunction, withData } from '../../../lib/constructs/bundle-functions.ts';
import { SERVICE_FUNCTIONS } from '../../../lib/constructs/function-specs.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import { type BenchRow, median, times } from '../bench-row.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ROUNDS = 15;

/** No dispatcher: the two clients it needs, and the two calls it makes for a run. */
const BARE = `
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
const dynamodb = new DynamoDBClient({});
const stepFunctions = new SFNClient({});
export const handler = async ({ put, start }) => {
  await dynamodb.send(new TransactWriteItemsCommand(put));
  await stepFunctions.send(new StartExecutionCommand(start));
};`;

/** What a cold start of dispatch has to read and run before it can take an event. */
export const dispatcherBundle: BenchRow = {
  what: 'Dispatcher bundle and import',
  goal: '≤ 1.1 × the bare SDK bundle in ms, ≤ 1.3 × in KB',
  measure: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
    const bare = await bundleBare(folder);
    const ours = bundleOurs();
    const rounds = Array.from({ length: ROUNDS }, () => ({ ours: importOnce(ours), bare: importOnce(bare) }));
    const sizes = { ours: loadedBytes(ours), bare: loadedBytes(bare) };
    rmSync(folder, { recursive: true });
    const took = { ours: median(rounds.map((round) => round.ours)), bare: median(rounds.map((round) => round.bare)) };
    const ratios = { time: took.ours / took.bare, size: sizes.ours / sizes.bare };
    return {
      ours: `${took.ours.toFixed(0)} ms, ${kilobytes(sizes.ours)} KB`,
      others: `${took.bare.toFixed(0)} ms, ${kilobytes(sizes.bare)} KB`,
      result: `${times(ratios.time)} in ms, ${times(ratios.size)} in KB`,
      met: ratios.time <= 1.1 && ratios.size <= 1.3,
      note: 'what the import loads; engines for patterns and expressions, S3 for large texts and SQS for dead letters lie beside it and are loaded when first needed',
    };
  },
};

async function bundleBare(folder: string): Promise<string> {
  const outfile = join(folder, 'index.mjs');
  await build({
    stdin: { contents: BARE, resolveDir: ROOT },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    outfile,
  });
  return outfile;
}

function bundleOurs(): string {
  const data = writeDeploymentData({ catalogue: builtInCatalogue(), messages: new Map() });
  return join(withData(bundleFunction(SERVICE_FUNCTIONS.dispatch.name), 'deployment.json', data).folder, 'index.mjs');
}

/** Milliseconds from the first import to a handler that is ready, in a process of its own. */
function importOnce(file: string): number {
  const script = `const began = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - began); process.exit()`;
  const env = {
    AWS_REGION: 'eu-central-1',
    LAMBDA_TASK_ROOT: dirname(file),
    SIGNALBOX_TABLES: JSON.stringify(Object.fromEntries(Object.keys(TABLES).map((id) => [id, id]))),
    SIGNALBOX_TEXT_BUCKET: 'texts',
    SIGNALBOX_DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/111122223333/dead',
  };
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }));
}

/** Bytes of the file and of all that it imports at once. */
function loadedBytes(file: string): number {
  const loaded = new Set([file]);
  let bytes = 0;
  for (const path of loaded) {
    const text = readFileSync(path, 'utf8');
    bytes += Buffer.byteLength(text);
    for (const [, imported = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.\/[^"']+)["']/g)) {
      loaded.add(join(dirname(path), imported));
    }
  }
  return bytes;
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}
