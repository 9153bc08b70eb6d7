import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Ministack } from './ministack.ts';
import { ROOT } from './paths.ts';

const run = promisify(execFile);
const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

export interface CdkApp {
  /** The path of the program that synthesizes the app. */
  readonly app: string;
  /** A directory of the test's own, for the assembly. */
  readonly output: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Where `cdk` is run: the folder with the app's `cdk.json`. Default: the project's root. */
  readonly folder?: string;
}

/** Runs `cdk` in the emulator's environment. Rejects, with all that it printed, when it fails. */
export async function cdk(
  { environment }: Pick<Ministack, 'environment'>,
  { app, output, context = {}, folder = ROOT }: CdkApp,
  ...args: string[]
): Promise<string> {
  const contexts = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  const fixed = ['--app', `${process.execPath} ${app}`, '--output', output, '--no-notices', '--ci', ...contexts];
  const { stdout, stderr } = await run(process.execPath, [`${ROOT}node_modules/aws-cdk/bin/cdk`, ...args, ...fixed], {
    cwd: folder,
    env: { ...process.env, ...environment },
    maxBuffer: 100_000_000,
  });
  return stdout + stderr;
}

/** Makes the emulator's account ready for `cdk deploy`, once for each emulator. */
export async function bootstrap(ministack: Ministack, app: CdkApp): Promise<void> {
  await cdk(ministack, app, 'bootstrap', `aws://${ministack.account}/${ministack.region}`);
}

/** Deploys all stacks of the app. Gives their outputs, by stack and key. */
export async function deploy(ministack: Ministack, app: CdkApp): Promise<Record<string, Record<string, string>>> {
  const outputs = join(app.output, 'outputs.json');
  // Without a change set: the emulator makes the stack itself alike, in fewer calls.
  const options = ['--require-approval', 'never', '--method', 'direct', '--outputs-file', outputs];
  await cdk(ministack, app, 'deploy', '--all', ...options);
  return outputsSchema.parse(JSON.parse(await readFile(outputs, 'utf8')));
}
