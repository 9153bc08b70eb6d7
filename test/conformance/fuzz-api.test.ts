import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type SignalboxClient } from '../../lib/client/create-client.ts';
import { type EngineProcess, startEngineProcess } from './engine-process.ts';
import { freePort } from './free-port.ts';
import { installed, ROOT } from './paths.ts';

const SEED = 20_261_121;
const EXAMPLES = 40;
const CHECKS = [
  ...['not_a_server_error', 'status_code_conformance'],
  ...['content_type_conformance', 'response_schema_conformance'],
];

const TEXT = `workflow: fuzzed
trigger: { event: lead.created }
steps:
  - { id: call, do: task.create, with: { title: Call } }
  - { id: pause, wait: 1 day }
`;
const LEAD = { lead: { id: 'l-1', contact_id: 'c-1', source: 'Website', status: 'new' } };

let folder = '';
let engine: EngineProcess;
let url = '';
let client: SignalboxClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-fuzz-'));
  mkdirSync(join(folder, 'statemachines'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const program = join(ROOT, 'bin/signalbox.ts');
  engine = startEngineProcess({
    command: process.execPath,
    args: [program, 'start', join(folder, 'statemachines'), '--port', String(port), '--data', join(folder, 'data')],
  });
  await engine.healthy(async () => (await fetch(`${url}/health`)).ok, 60);
  client = createClient({ url });
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One of everything, so that requests get past “there is no such thing”. */
async function fill(): Promise<string> {
  const { revision } = await client.workflows.create({ body: { text: TEXT } });
  const params = { workflow: 'fuzzed' };
  await client.versions.publish({ params, revision, body: { activate: true } });
  await client.drafts.save({ params, revision: 0, body: { text: TEXT.replace('1 day', '2 days') } });
  const { run } = await client.runs.start({ params, body: { data: LEAD } });
  return run;
}

/** What the fuzzer says, whatever it ends with. */
function fuzz(config: string): Promise<string> {
  const file = join(folder, 'schemathesis.toml');
  writeFileSync(file, config);
  const parameters = [
    ...['--config-file', file, 'run', `${url}/openapi.json`, '--checks', CHECKS.join(',')],
    ...['--phases', 'examples,coverage,fuzzing', '--max-examples', String(EXAMPLES), '--seed', String(SEED)],
    ...['--continue-on-failure', '--no-color'],
  ];
  return new Promise((resolve) => {
    execFile(installed('venv/bin/schemathesis'), parameters, { maxBuffer: 64 * 1024 * 1024 }, (_error, out, err) =>
      resolve(`${out}\n${err}`),
    );
  });
}

test('the API answers whatever its document allows, and much that it does not, as the document says: never with 5xx', async () => {
  const run = await fill();

  const said = await fuzz(
    `[parameters]\n"path.workflow" = "fuzzed"\n"path.version" = 1\n"path.run" = ${JSON.stringify(run)}\n`,
  );

  const [, generated = '0', passed = '-'] = /(\d+) generated, (\d+) passed/.exec(said) ?? [];
  expect(Number(generated), said).toBeGreaterThan(1_000);
  expect(passed, said).toBe(generated);
  expect(await client.health.show()).toMatchObject({ status: 'ok', queue: { dead: 0 } });
}, 300_000);
