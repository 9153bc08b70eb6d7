import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../bin/signalbox.ts', import.meta.url));
/** The repository's own folder, with `statemachines/`. */
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** What the program wrote, and how it ended. */
export interface SpawnResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `signalbox` as a process of its own. */
export function signalbox(
  args: readonly string[],
  { cwd = REPOSITORY, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<SpawnResult> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env: { ...cleanEnvironment(), ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** An engine as `npm start` runs it. */
export interface SpawnedEngine {
  readonly url: string;
  /** Asks it to stop, and resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts an engine on a free port and waits until it listens. */
export function startEngine(folder: string, data: string): Promise<SpawnedEngine> {
  const child = spawn(process.execPath, [BIN, 'start', folder, '--port', '0', '--data', data], {
    cwd: REPOSITORY,
    env: cleanEnvironment(),
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) {
        resolve({
          url,
          stop: () => {
            child.kill('SIGTERM');
            return closed;
          },
        });
      }
    });
    child.on('close', (code) => reject(new Error(`The engine ended with ${code}: ${said}`)));
  });
}

/** Colours and addresses of whoever runs the tests must not decide them. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, SIGNALBOX_URL: ___, NODE_OPTIONS: ____, ...rest } = process.env;
  return rest;
}
