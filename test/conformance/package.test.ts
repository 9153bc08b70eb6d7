import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from './paths.ts';

const run = promisify(execFile);

/** Another project, which has Signalbox from the tarball that would be published, and everything else from npm. */
const app = mkdtempSync(join(tmpdir(), 'signalbox-package-'));
/** Where npm finds the Node that this project pins. */
const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' };

const STACK = `
const app = new App({ outdir: 'cdk.out' });
const stack = new Stack(app, 'Shop');
const signalbox = new Signalbox(stack, 'Signalbox', { workflows: 'statemachines' });
const shop = new Function(stack, 'Checkout', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => ({})'),
});
signalbox.addAction('loyalty.credit', { handler: shop, description: 'Credits points.' });
signalbox.grantPutEvents(shop);
app.synth();
`;
const IMPORTS = `
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Signalbox } from 'signalbox';
`;
/** What a team's own action is written with, and the types of the construct. */
const TYPED = `
import type { ISignalbox, SignalboxProps } from 'signalbox';
import { createDynamoEffectLedger } from 'signalbox/effect-ledger';
import { createDynamoHolding } from 'signalbox/holding';
import { transient } from 'signalbox/errors';
import { ownAction } from 'signalbox/own-action';
import { createDynamoRecordStore } from 'signalbox/record-store';
import * as z from 'zod/mini';

export const stores = [createDynamoEffectLedger, createDynamoHolding, createDynamoRecordStore];
export const props: SignalboxProps = { stage: 'prod', mailFrom: 'shop@example.com' };
export const isProd = (signalbox: ISignalbox): boolean => signalbox.stage === 'prod';
export const handler = ownAction({
  input: z.object({ points: z.number() }),
  run: async ({ points }) => {
    if (points < 0) throw transient({ code: 'busy', message: 'Later.' });
    return { balance: points };
  },
});
`;

const TemplateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});

beforeAll(async () => {
  const packed = await run('npm', ['pack', '--json', '--pack-destination', app], { cwd: ROOT, env });
  const tarball = z.array(z.object({ filename: z.string() })).parse(JSON.parse(packed.stdout))[0]?.filename;
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'shop', private: true, type: 'module' }));
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  await run('npm', ['install', ...quiet, `./${tarball}`], { cwd: app, env });
  cpSync(join(ROOT, 'node_modules/@types/node'), join(app, 'node_modules/@types/node'), { recursive: true });
  mkdirSync(join(app, 'src'));
  writeFileSync(join(app, 'src/app.mjs'), IMPORTS + STACK);
  writeFileSync(join(app, 'src/app.ts'), IMPORTS + STACK);
  writeFileSync(join(app, 'src/typed.ts'), TYPED);
  await signalbox('new', 'welcome-visitor', '--trigger', 'contact.created');
}, 600_000);

afterAll(() => rmSync(app, { recursive: true, force: true }));

test('the package of npm pack carries compiled code and no sources, nor anything of the desk', () => {
  const carried = join(app, 'node_modules/signalbox');
  expect(readdirSync(carried).sort()).toEqual([
    'LICENSE',
    'README.md',
    'bin',
    'dist',
    'docs',
    'package.json',
    'statemachines',
  ]);
  const sources = readdirSync(carried, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.d)\.ts$/.test(name),
  );
  expect(sources).toEqual([]);
});

test.each(['app.mjs', 'app.ts'])(
  'a CDK app of one’s own, %s, synthesizes its own workflow folder',
  async (file) => {
    rmSync(join(app, 'cdk.out'), { recursive: true, force: true });

    await run(process.execPath, ['--disable-warning=ExperimentalWarning', `src/${file}`], { cwd: app, env });

    const { Resources } = TemplateSchema.parse(
      JSON.parse(readFileSync(join(app, 'cdk.out/Shop.template.json'), 'utf8')),
    );
    const resources = Object.values(Resources);
    const machines = resources.filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
    expect(machines.map(({ Properties }) => Properties?.StateMachineName)).toEqual(['dev-welcome-visitor']);
    const bundles = readdirSync(join(app, 'cdk.out'), { recursive: true, encoding: 'utf8' });
    expect(bundles.filter((name) => name.endsWith('index.mjs')).length).toBeGreaterThan(10);
  },
  300_000,
);

test('the declarations fit a strict TypeScript project', async () => {
  const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');

  const { stdout } = await run(process.execPath, [tsc, ...strict, '--skipLibCheck', 'src/app.ts', 'src/typed.ts'], {
    cwd: app,
  });

  expect(stdout).toBe('');
}, 120_000);

test('an own action written against the package answers a task', async () => {
  const call =
    "import('./src/typed.ts').then(({ handler }) => handler({ contract: 1 })).catch((error) => console.log(error.name))";

  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', '--eval', call], {
    cwd: app,
    env,
  });

  expect(stdout).toBe('Signalbox.Permanent\n');
});

test.each([
  { args: ['check', 'statemachines'], shows: /no problems|1 file/i },
  { args: ['test'], shows: /1 .*passed|passed/i },
  { args: ['demo'], shows: /lead-follow-up/ },
  { args: ['--version'], shows: /^\d+\.\d+\.\d+\n$/ },
])(
  'npx signalbox $args works in another project',
  async ({ args, shows }) => {
    expect(await signalbox(...args)).toMatch(shows);
  },
  120_000,
);

async function signalbox(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('npx', ['--no-install', 'signalbox', ...args], { cwd: app, env, maxBuffer: 10_000_000 });
  return stdout;
}
