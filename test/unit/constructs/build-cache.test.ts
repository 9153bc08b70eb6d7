import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findModules, removeStale } from '../../../lib/constructs/build-cache.ts';

test('the cache forgets what nobody has built for a day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-cache-'));
  const now = Date.parse('2026-03-02T12:00:00Z');
  for (const [name, at] of [
    ['old', '2026-03-01T11:00:00Z'],
    ['new', '2026-03-02T11:00:00Z'],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), '');
    utimesSync(join(folder, name), new Date(at), new Date(at));
  }
  removeStale(folder, now);
  expect(readdirSync(folder)).toEqual(['new']);
});

test.each([
  ['a checkout', '/home/ana/signalbox/', '/home/ana/signalbox/node_modules'],
  ['the package in another project', '/home/ana/shop/node_modules/signalbox/dist/', '/home/ana/shop/node_modules'],
])('what synthesis built is kept beside the packages of %s', (_, code, kept) => {
  expect(findModules(code)).toBe(kept);
});
