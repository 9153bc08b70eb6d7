import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtModule } from './built-package.ts';

/** Milliseconds: the time until code is compiled, and the time that is measured. */
const [WARM_UP, MEASURED] = [2000, 4000];

const WORKFLOW = `workflow: size-order
trigger: { event: order.placed }
audience: { consent: none, overlap: true }
steps:
  - id: size
    routes:
      - { id: large, if: { field: event.total, at_least: 50 }, then: [{ end: large }] }
`;
const CATALOGUE = `zone: Europe/Berlin
events:
  order.placed:
    source: shop
    detail_type: Order Placed
    description: Somebody bought something.
    contact: contact_id
    data: { contact_id: text, total: number }
    sample: { contact_id: c, total: 10 }
`;

/** An engine as a person starts it, in a process of its own. */
export interface LiveEngine {
  readonly url: string;
  /** From the start of the process until it listened. */
  readonly startMilliseconds: number;
  /** Resident memory now, in MB. */
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts an engine with one small workflow in a folder of its own: as users do, or keeping its data in memory. */
export function startLiveEngine(data: 'disk' | 'memory' = 'disk'): Promise<LiveEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  mkdirSync(join(folder, 'statemachines'));
  writeFileSync(join(folder, 'statemachines/size-order.workflow.yaml'), WORKFLOW);
  writeFileSync(join(folder, 'statemachines/catalogue.yaml'), CATALOGUE);
  const script = data === 'disk' ? [builtModule('bin/signalbox.js'), 'start', '--port', '0'] : ['memory-engine.ts'];
  return startServer(script, folder);
}

/** Starts the least that could be done: `bare-server.ts`. */
export function startBareServer(): Promise<LiveEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bare-'));
  return startServer(['bare-server.ts', join(folder, 'bare.db')], folder);
}

/** A program beside this file that prints where it listens. */
function startServer([script = '', ...args]: readonly string[], folder: string): Promise<LiveEngine> {
  const began = performance.now();
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error(`${script} ended: ${output}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (url !== undefined) {
        resolve({
          url,
          startMilliseconds: performance.now() - began,
          memory: () => residentMegabytes(child),
          stop: () => stop(child, folder),
        });
      }
    });
  });
}

function stop(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Linux alone tells it; elsewhere not a number, which meets no goal. */
function residentMegabytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** How a server is loaded: answers in a second after a warm-up, over so many connections at once. */
export async function loadServer(url: string, connections: number): Promise<{ readonly perSecond: number }> {
  const events = new URL('/events', url);
  await postFor(WARM_UP, connections, events);
  return { perSecond: (await postFor(MEASURED, connections, events)) / (MEASURED / 1000) };
}

/** The same for an engine, by the runs that it has on record as ended: those it only accepted do not count. */
export async function loadEngine(url: string, connections: number): Promise<{ readonly perSecond: number }> {
  const events = new URL('/events', url);
  await postFor(WARM_UP, connections, events);
  const [before, began] = [await succeededRuns(url), performance.now()];
  await postFor(MEASURED, connections, events);
  const [after, ended] = [await succeededRuns(url), performance.now()];
  return { perSecond: ((after - before) / (ended - began)) * 1000 };
}

async function succeededRuns(url: string): Promise<number> {
  const { items } = (await (await fetch(`${url}/workflows`)).json()) as { items: { counts: { succeeded: number } }[] };
  return items[0]?.counts.succeeded ?? 0;
}

/** Posts orders over so many connections for so long; returns how many were answered with success. */
async function postFor(milliseconds: number, connections: number, url: URL): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + milliseconds;
  let sent = 0;
  let accepted = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      sent += 1;
      const status = await post(url, agent, orderBody(sent));
      accepted += status < 300 ? 1 : 0;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return accepted;
}

function post(url: URL, agent: Agent, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 500));
    });
    call.once('error', reject);
    call.end(text);
  });
}

/** An order as the workflow awaits it. */
function orderBody(n: number): string {
  return JSON.stringify({ event: 'order.placed', data: { contact_id: `c-${n}`, total: n % 100 } });
}
