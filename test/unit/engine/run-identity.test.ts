import { describe, expect, test } from 'vitest';
import { bucket, drawVariants } from '../../../lib/engine/runs/bucket.ts';
import { runId } from '../../../lib/engine/runs/run-identity.ts';
import { taskKey } from '../../../lib/engine/runs/task-key.ts';
import { sha256 } from '../../../lib/node/sha256.ts';

const trigger = {
  workflow: 'lead-follow-up',
  source: 'signalbox.crm',
  detailType: 'Lead Created',
  contact: 'contact-1',
  identity: 'event-1',
};

describe('a run’s id', () => {
  test('is the same for the same trigger, readable, and of at most 80 characters', () => {
    const id = runId(trigger, sha256);
    expect(id).toMatch(/^lead-follow-up-[0-9a-f]{32}$/);
    expect(runId({ ...trigger }, sha256)).toBe(id);
    expect(runId({ ...trigger, workflow: 'w'.repeat(60) }, sha256)).toMatch(/^w{40}-[0-9a-f]{32}$/);
  });

  test('says nothing about the contact', () => {
    expect(runId(trigger, sha256)).not.toContain('contact-1');
  });

  test.each([
    ['workflow', { workflow: 'other' }],
    ['source', { source: 'other' }],
    ['detail type', { detailType: 'other' }],
    ['contact', { contact: 'other' }],
    ['missing contact', { contact: undefined }],
    ['event', { identity: 'other' }],
    ['border between two fields', { source: 'signalbox.crmL', detailType: 'ead Created' }],
  ])('is another for another %s', (_, change) => {
    expect(runId({ ...trigger, ...change }, sha256)).not.toBe(runId(trigger, sha256));
  });
});

describe('a bucket', () => {
  const draw = (subject: string, salt = 'test') => bucket({ workflow: 'promotion-test', salt, subject }, sha256);

  test('F5 100,000 contacts are spread over three variants and a hold-out within half a point', () => {
    const experiment = {
      step: 'test',
      variants: [30, 60, 90].map((percent) => ({ id: `to ${percent}`, upTo: percent / 100 })),
    };
    const counts = new Map<string, number>();
    for (let index = 0; index < 100_000; index += 1) {
      const { test: variant = '' } = drawVariants([experiment], { workflow: 'w', subject: `contact-${index}` }, sha256);
      counts.set(variant, (counts.get(variant) ?? 0) + 1);
    }
    const percents = ['to 30', 'to 60', 'to 90', 'hold_out'].map((id) => (counts.get(id) ?? 0) / 1000);
    for (const [index, expected] of [30, 30, 30, 10].entries()) {
      expect(Math.abs((percents[index] ?? 0) - expected)).toBeLessThan(0.5);
    }
  });

  test('F5 is sticky: raising a weight moves nobody out of the variant', () => {
    const isIn = (subject: string, upTo: number): boolean => {
      const experiment = { step: 'test', variants: [{ id: 'treatment', upTo }] };
      return drawVariants([experiment], { workflow: 'w', subject }, sha256).test === 'treatment';
    };
    const contacts = Array.from({ length: 2000 }, (_, index) => `contact-${index}`);
    const [before, after] = [0.2, 0.3].map((upTo) => new Set(contacts.filter((contact) => isIn(contact, upTo))));
    expect([...(before ?? [])].filter((contact) => !after?.has(contact))).toEqual([]);
    expect(after?.size).toBeGreaterThan(before?.size ?? 0);
  });

  test('F5 experiments of other salts draw independently', () => {
    const both = Array.from({ length: 10_000 }, (_, index) => `contact-${index}`).filter(
      (contact) => draw(contact, 'one') < 0.5 && draw(contact, 'two') < 0.5,
    );
    expect(Math.abs(both.length / 100 - 25)).toBeLessThan(1.5);
  });
});

test('a task’s key names run, step and iteration', () => {
  const run = { id: 'run-1' } as Parameters<typeof taskKey>[0]['run'];
  expect(taskKey({ run, step: 'send' })).toBe('run-1/send');
  expect(taskKey({ run, step: 'send', iteration: [2, 0] })).toBe('run-1/send/2/0');
});
