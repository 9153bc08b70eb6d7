import fc from 'fast-check';
import type { Node, Scope, WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import type { JsonObject } from '../../lib/workflow/json.ts';
import type { Answer, World } from '../reference/walk-graph.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1, 6);

/** What a world is made of. */
export interface WorldSeed {
  readonly salt: number;
  readonly event: JsonObject;
}

/** Worlds for generated workflows: what happens depends on the step, the time and the salt alone. */
export const arbitraryWorldSeed: fc.Arbitrary<WorldSeed> = fc.record({
  salt: fc.nat({ max: 1000 }),
  event: fc.record(
    {
      contact_id: fc.constant('contact-1'),
      total: fc.integer({ min: 0, max: 40 }),
      note: fc.constantFrom('gift', 'none'),
      ready_at: fc.constantFrom('2026-01-01T05:00:00Z', '2026-01-01T09:00:00+01:00'),
      lines: fc.array(
        fc.record(
          {
            sku: fc.constantFrom('x1', 'x2'),
            quantity: fc.nat({ max: 9 }),
            parts: fc.array(fc.constantFrom('x1', 'p2'), { maxLength: 2 }),
          },
          { noNullPrototype: true },
        ),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['contact_id', 'total', 'lines'], noNullPrototype: true },
  ),
});

/** The world that a seed means for a graph. Only steps that handle errors meet any. */
export function worldOf({ salt, event }: WorldSeed, graph: WorkflowGraph): World {
  const nodes = new Map(allNodes(graph.root).map((node) => [node.id, node]));
  const dice = (...parts: readonly (string | number)[]): number => hash(`${salt} ${parts.join(' ')}`);
  return {
    start: START,
    event,
    variants: Object.fromEntries([...nodes.keys()].map((id) => [id, ['red', 'blue', 'hold_out'][dice(id) % 3] ?? ''])),
    contact: (at, changes) => ({
      id: 'contact-1',
      tags: [...(Math.floor((at - START) / HOUR) % 2 === 0 ? ['loyal'] : []), ...(changes % 2 === 1 ? ['tagged'] : [])],
    }),
    happened: (name, since) => dice(name, String(since)) % 2 === 0,
    local: (at) => ({
      date: new Date(at).toISOString().slice(0, 10),
      clock: new Date(at).toISOString().slice(11, 16),
      weekday: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(at).getUTCDay()] ?? '',
    }),
    isOpen: (_calendar, at) => new Date(at).getUTCHours() < 12,
    waitUntil: (at) => (Math.floor((at - 9 * HOUR) / (24 * HOUR)) + 1) * 24 * HOUR + 9 * HOUR,
    answer: (step, at) => answerOf(nodes.get(step), dice(step, at)),
  };
}

function answerOf(node: Node | undefined, chance: number): Answer {
  if (node?.kind === 'do') {
    const fails = node.onError !== undefined && chance % 3 === 0;
    if (fails) return { kind: 'error', code: chance % 2 === 0 ? 'broken' : 'refused', message: 'as it was: to be' };
    return { kind: 'output', after: 0, output: { status: chance % 2 === 0 ? 200 : 404, body: { score: chance % 10 } } };
  }
  const after = (1 + (chance % 4)) * (HOUR / 4);
  if (chance % 3 === 0) return { kind: 'silence' };
  if (node?.kind === 'wait_for') {
    return { kind: 'output', after, output: { outcome: 'received', received: { message: { text: 'hi' } } } };
  }
  const decision = { by: 'ana@example.com', comment: 'so be it' };
  return chance % 3 === 1
    ? { kind: 'output', after, output: { decision: 'approved', ...decision } }
    : { kind: 'rejected', after, output: { decision: 'rejected', ...decision } };
}

function allNodes(scope: Scope): Node[] {
  return [...scope.nodes.values()].flatMap((node) => [node, ...innerScopes(node).flatMap(allNodes)]);
}

function innerScopes(node: Node): Scope[] {
  if (node.kind === 'parallel') return node.branches.map((branch) => branch.scope);
  return node.kind === 'each' ? [node.scope] : [];
}

/** FNV-1a, with its bits stirred. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const sign of text) value = Math.imul(value ^ Number(sign.codePointAt(0)), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 12)) >>> 0;
}
