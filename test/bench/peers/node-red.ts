import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../conformance/free-port.ts';
import { installPeer } from './install-peer.ts';

/** The same decision as the workflow of `live-engine.ts`: the order's total against 50, then an answer. */
const FLOW = [
  { id: 'tab', type: 'tab', label: 'orders' },
  { id: 'in', type: 'http in', z: 'tab', url: '/events', method: 'post', wires: [['size']] },
  {
    id: 'size',
    type: 'switch',
    z: 'tab',
    property: 'payload.data.total',
    propertyType: 'msg',
    rules: [{ t: 'gte', v: '50', vt: 'num' }, { t: 'else' }],
    outputs: 2,
    wires: [['large'], ['other']],
  },
  ...['large', 'other'].map((outcome) => ({
    id: outcome,
    type: 'change',
    z: 'tab',
    rules: [{ t: 'set', p: 'payload', pt: 'msg', to: JSON.stringify({ outcome }), tot: 'json' }],
    wires: [['out']],
  })),
  { id: 'out', type: 'http response', z: 'tab', statusCode: '202', wires: [] },
];

/** Node-RED with that one flow, without its editor and its log, or `undefined` where it cannot be installed. */
export async function startNodeRed(): Promise<
  { readonly url: string; readonly stop: () => Promise<void> } | undefined
> {
  const installed = installPeer('node-red', '5.0.7');
  if (installed === undefined) {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-node-red-'));
  const port = await freePort();
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(FLOW));
  const settings = { uiPort: port, uiHost: '127.0.0.1', httpAdminRoot: false, flowFile: 'flows.json' };
  const quiet = { logging: { console: { level: 'off' } }, telemetry: { enabled: false } };
  writeFileSync(join(folder, 'settings.js'), `module.exports = ${JSON.stringify({ ...settings, ...quiet })};`);
  const args = [join(installed, 'red.js'), '--userDir', folder, '--settings', join(folder, 'settings.js')];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await untilListening(port);
  await untilServed(url);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGKILL');
      }),
  };
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await pause();
  }
  throw new Error('Node-RED did not start within half a minute.');
}

/** It listens before its flows have started. */
async function untilServed(url: string): Promise<void> {
  const body = JSON.stringify({ data: { total: 1 } });
  const headers = { 'content-type': 'application/json' };
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await fetch(`${url}/events`, { method: 'POST', body, headers });
    if (status === 202) return;
    await pause();
  }
  throw new Error('Node-RED did not serve its flow within ten seconds.');
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
