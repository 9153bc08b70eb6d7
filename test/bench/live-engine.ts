import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtModule } from './built-package.ts';

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

/** Starts an engine with one small workflow in a folder of its own. */
export function startLiveEngine(): Promise<LiveEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  mkdirSync(join(folder, 'statemachines'));
  writeFileSync(join(folder, 'statemachines/size-order.workflow.yaml'), WORKFLOW);
  writeFileSync(join(folder, 'statemachines/catalogue.yaml'), CATALOGUE);
  const bin = builtModule('bin/signalbox.js');
  const began = performance.now();
  const child = spawn(process.execPath, [bin, 'start', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error(`The engine ended: ${output}`)));
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

/** Posts bodies over so many connections for so long; returns how many were answered with success. */
export async function postFor(
  milliseconds: number,
  connections: number,
  url: URL,
  body: (n: number) => string,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + milliseconds;
  let sent = 0;
  let accepted = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      sent += 1;
      const status = await post(url, agent, body(sent));
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
export function orderBody(n: number): string {
  return JSON.stringify({ event: 'order.placed', data: { contact_id: `c-${n}`, total: n % 100 } });
}
