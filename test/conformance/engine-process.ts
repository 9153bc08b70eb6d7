import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

/** A running engine: a process of its own that speaks lines. */
export interface EngineProcess {
  /** Standard output, line by line. */
  readonly lines: Interface;
  /** Writes one line to standard input. */
  write(line: string): void;
  /** The next line the engine prints. Rejects with what it printed on standard error when it ends instead. */
  nextLine(): Promise<string>;
  /** Waits until the engine answers `probe` with true. Rejects when the engine ends, or after `seconds`. */
  healthy(probe: () => Promise<boolean>, seconds: number): Promise<void>;
  /** Ends the engine and everything it started; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface EngineCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** How much of standard error is kept, in characters, to be shown when an engine dies. */
const KEPT_OUTPUT = 20_000;
const GRACE_MS = 3_000;

/** Starts an engine as the leader of a process group, so that `stop` reaches the processes it starts as well. */
export function startEngineProcess({ command, args, env = {}, cwd }: EngineCommand): EngineProcess {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    ...(cwd === undefined ? {} : { cwd }),
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-KEPT_OUTPUT);
  });
  // Writing to an engine that has just died is reported by `ended`, not by an unhandled stream error.
  child.stdin.on('error', () => undefined);
  const ended = endOf(child, () => `${command} ${args.join(' ')}\n${output}`);
  ended.catch(() => undefined);
  const killWithUs = (): void => killGroup(child, 'SIGKILL');
  process.once('exit', killWithUs);
  const lines = createInterface({ input: child.stdout });
  return {
    lines,
    write: (line) => void child.stdin.write(`${line}\n`),
    nextLine: async () => {
      const [line] = await Promise.race([once(lines, 'line'), ended]);
      return String(line);
    },
    healthy: (probe, seconds) => Promise.race([untilTrue(probe, seconds, () => `${command}\n${output}`), ended]),
    stop: async () => {
      process.off('exit', killWithUs);
      await endGroup(child);
    },
  };
}

async function endOf(child: ChildProcess, describe: () => string): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`the engine ended (${signal ?? `exit code ${code}`}): ${describe()}`);
}

async function untilTrue(probe: () => Promise<boolean>, seconds: number, describe: () => string): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (performance.now() < deadline) {
    if (await probe().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the engine did not become healthy within ${seconds} seconds: ${describe()}`);
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    killGroup(child, 'SIGKILL');
    return;
  }
  const exit = once(child, 'exit');
  child.stdin?.end();
  killGroup(child, 'SIGTERM');
  const kill = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS);
  await exit;
  clearTimeout(kill);
  // What the engine started itself may outlive it.
  killGroup(child, 'SIGKILL');
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group is gone already.
  }
}
