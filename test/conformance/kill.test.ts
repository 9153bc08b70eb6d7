import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** How often the engine is killed. */
const KILLS = 100;
const SEED = 20_260_302;

const WORKFLOW = `workflow: note-order
trigger: { event: order.placed }
audience: { consent: none, overlap: true }
steps:
  - { id: before, do: contact.tag, with: { add: [ordered] } }
  - wait: 1 second
  - id: size
    routes:
      - { id: large, if: { field: event.total, at_least: 50 }, then: [{ id: tag, do: contact.tag, with: { add: [large] } }] }
  - { id: mail, do: notify.send, with: { to: sales, text: "Order {{ event.order_id }}" } }
`;
const CATALOGUE = `zone: Europe/Berlin
events:
  order.placed:
    source: shop
    detail_type: Order Placed
    description: Somebody bought something.
    contact: contact_id
    data: { contact_id: text, order_id: text, total: number }
    sample: { contact_id: c, order_id: o, total: 10 }
teams:
  sales: [sales@example.com]
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-kill-'));
  mkdirSync(join(folder, 'statemachines'));
  writeFileSync(join(folder, 'statemachines/note-order.workflow.yaml'), WORKFLOW);
  writeFileSync(join(folder, 'statemachines/catalogue.yaml'), CATALOGUE);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly process: ChildProcess;
  readonly url: string;
}

function start(): Promise<Started> {
  const bin = new URL('../../bin/signalbox.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [bin, 'start', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (url !== undefined) {
        resolve({ process: child, url });
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('exit', () => reject(new Error(`The engine did not start:\n${output}`)));
  });
}

function kill({ process: child }: Started): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A small generator, so that a failing run can be repeated. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Puts orders until the engine is gone. What got no answer is put again later, as an app would. */
async function load(
  { url }: Started,
  orders: { next: number; accepted: Set<string>; unsure: string[] },
): Promise<void> {
  const put = async (id: string): Promise<void> => {
    const data = { contact_id: `c-${Number(id) % 7}`, order_id: id, total: Number(id) % 100 };
    const body = JSON.stringify({ event: 'order.placed', data, idempotencyKey: id });
    try {
      const response = await fetch(`${url}/events`, { method: 'POST', body });
      expect(response.status).toBe(202);
      orders.accepted.add(id);
    } catch (error) {
      orders.unsure.push(id);
      throw error;
    }
  };
  const client = async (): Promise<void> => {
    for (;;) {
      const again = orders.unsure.pop();
      orders.next += again === undefined ? 1 : 0;
      await put(again ?? String(orders.next));
    }
  };
  await Promise.allSettled([client(), client(), client(), client()]);
}

async function listAll(url: string, path: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor = ''; ; ) {
    const response = await fetch(`${url}${path}?limit=100${cursor}`);
    const page = (await response.json()) as { items: Record<string, unknown>[]; next?: string };
    items.push(...page.items);
    if (page.next === undefined) return items;
    cursor = `&cursor=${page.next}`;
  }
}

/** What a kill left half-way is taken up at the start, or by the sweep that comes every five minutes. */
async function waitUntilQuiet(url: string): Promise<void> {
  for (let tries = 0; tries < 4800; tries += 1) {
    const { items } = (await (await fetch(`${url}/workflows`)).json()) as { items: { counts: { open: number } }[] };
    const { queue } = (await (await fetch(`${url}/health`)).json()) as { queue: { waiting: number } };
    if (queue.waiting === 0 && items.every(({ counts }) => counts.open === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The engine did not come to rest within eight minutes.');
}

test(`R1 killed ${KILLS} times under load, every accepted event ends in exactly one run and none is lost`, async () => {
  const random = createRandom(SEED);
  const orders = { next: 0, accepted: new Set<string>(), unsure: [] as string[] };
  for (let round = 0; round < KILLS; round += 1) {
    const engine = await start();
    const loading = load(engine, orders);
    await new Promise((resolve) => setTimeout(resolve, 20 + random() * 180));
    await kill(engine);
    await loading;
  }
  const last = await start();
  await waitUntilQuiet(last.url);
  const runs = await listAll(last.url, '/runs');
  const dead = await (await fetch(`${last.url}/dead-letters`)).json();
  await kill(last);
  const byOrder = Map.groupBy(runs, (run) => (run as { trigger: { eventId: string } }).trigger.eventId);
  expect(dead).toEqual({ items: [] });
  expect([...byOrder.values()].filter((same) => same.length > 1)).toEqual([]);
  expect([...orders.accepted].filter((id) => !byOrder.has(id))).toEqual([]);
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['succeeded']));
  expect(orders.accepted.size).toBeGreaterThan(KILLS);
  console.log(`${KILLS} kills, ${orders.accepted.size} events accepted, ${runs.length} runs.`);
}, 900_000);
