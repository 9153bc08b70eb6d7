import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type BenchRow, perSecond, times } from '../bench-row.ts';
import { orderBody, postFor, startLiveEngine } from '../live-engine.ts';

const MILLISECONDS = 4000;
const CONNECTIONS = 8;
/** Restate's 531 runs a second stood beside 9,000 of bare node:http with SQLite on one machine: 5 × of it is this share. */
const GOAL_SHARE = (5 * 531) / 9000;

/** Whole runs on disk, fsync on, beside the least that could be done: one row in one transaction. */
export const embeddedOverHttp: BenchRow = {
  what: 'Embedded engine over HTTP, durable, 8 connections',
  goal: `≥ ${GOAL_SHARE.toFixed(2)} × bare node:http + SQLite (= 5 × Restate)`,
  measure: async () => {
    const bare = await measureBare();
    const engine = await startLiveEngine();
    const ours =
      (await postFor(MILLISECONDS, CONNECTIONS, new URL('/events', engine.url), orderBody)) / (MILLISECONDS / 1000);
    await engine.stop();
    return {
      ours: perSecond(ours),
      others: perSecond(bare),
      result: times(ours / bare),
      met: ours / bare >= GOAL_SHARE,
      note: 'the load comes from the same machine; n8n and Restate are not installed, their figures stand in design',
    };
  },
};

async function measureBare(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bare-'));
  const database = new DatabaseSync(join(folder, 'bare.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (body TEXT) STRICT');
  const insert = database.prepare('INSERT INTO events VALUES (?)');
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      insert.run(body);
      response.writeHead(202).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const accepted = await postFor(MILLISECONDS, CONNECTIONS, new URL(`http://127.0.0.1:${port}/`), orderBody);
  server.close();
  database.close();
  rmSync(folder, { recursive: true });
  return accepted / (MILLISECONDS / 1000);
}
