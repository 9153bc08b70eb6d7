import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { folderOf, WELCOME } from './synthesize.ts';
import { temporaryFolder } from './temporary-folder.ts';

vi.setConfig({ testTimeout: 120_000 });
const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));

/** Runs bin/app.ts as `cdk synth` does, in a process of its own; gives the assembly's folder. */
async function synthesizeApp(overrides: Readonly<Record<string, unknown>>): Promise<string> {
  const assembly = temporaryFolder('app');
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CDK_OUTDIR: assembly,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...overrides }),
  };
  await run(process.execPath, ['bin/app.ts'], { cwd: root, env, maxBuffer: 10_000_000 });
  return assembly;
}

/** Every file of a folder with the hash of its bytes. */
function contents(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

describe('the app', () => {
  let dev: string;
  beforeAll(async () => {
    dev = await synthesizeApp({ stage: 'dev' });
  }, 120_000);

  test('synthesizes every stage, clean by cdk-nag and by the CDK’s own checks', async () => {
    const others = Object.keys(context.stages).filter((stage) => stage !== 'dev');
    const assemblies = await Promise.all(others.map((stage) => synthesizeApp({ stage })));
    for (const assembly of [dev, ...assemblies]) {
      const report = readFileSync(join(assembly, 'validation-report.json'), 'utf8');
      expect(JSON.parse(report)).toMatchObject({ pluginReports: [] });
    }
  });

  test('synthesizes the same bytes twice', async () => {
    const first = contents(dev);
    expect(Object.keys(first).length).toBeGreaterThan(20);
    expect(contents(await synthesizeApp({ stage: 'dev' }))).toEqual(first);
  });

  test('puts nothing of this machine into the template', () => {
    expect(readFileSync(join(dev, 'Signalbox-dev.template.json'), 'utf8')).not.toContain(root);
  });

  test('says what is wrong with a workflow file, and ends with an error', async () => {
    const workflows = folderOf({ 'welcome.workflow.yaml': WELCOME.replace('do:', 'does:') });
    const failure = await synthesizeApp({ stages: { dev: { workflows } } }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^SB903 .*\n.*welcome\.workflow\.yaml:4:/),
    });
  });

  test('says what is wrong with a stage, and ends with an error', async () => {
    const failure = await synthesizeApp({ stage: 'test' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 1, stderr: expect.stringMatching(/^SB901 There is no stage "test"/) });
  });
});
