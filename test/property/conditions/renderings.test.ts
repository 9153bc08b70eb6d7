import fc from 'fast-check';
import jsonata from 'jsonata';
import jsonata206 from 'jsonata-2.0.6';
import { describe, expect, test } from 'vitest';
import { type ConditionWorld, compileCondition } from '../../../lib/compiler/conditions/closure.ts';
import { compilePath } from '../../../lib/compiler/conditions/follow-path.ts';
import { type ExpressionWriter, writeCondition } from '../../../lib/compiler/conditions/jsonata.ts';
import { re2Engine } from '../../../lib/compiler/expressions/re2-engine.ts';
import { rewriteReferences } from '../../../lib/compiler/expressions/rewrite-references.ts';
import type { Json, JsonObject } from '../../../lib/workflow/json.ts';
import { formatPath } from '../../../lib/workflow/references/path.ts';
import { evaluateByReference, type ReferenceWorld } from '../../reference/evaluate-condition.ts';
import { arbitraryCase } from './arbitrary-case.ts';
import { arbitraryPath, arbitraryRoots, expressions } from './arbitrary-condition.ts';

/** Its types say that it takes fewer options; it ignores those it does not know. */
const v206: Engine = jsonata206 as Engine;

const now = Date.parse('2026-06-15T10:00:00Z');
const local = { date: '2026-06-15', clock: '12:00', weekday: 'mon' };

const world: ConditionWorld = {
  now: () => now,
  local: () => local,
  startOfDay: (date) => Date.parse(`${date}T00:00:00+02:00`),
  isOpen: (calendar) => calendar === 'office',
  happened: ({ event }) => event === 'order.placed',
};

const referenceWorld: ReferenceWorld = {
  now: new Date(now).toISOString(),
  ...local,
  openCalendars: ['office'],
  happened: ({ event }) => event === 'order.placed',
  startOfDay: (date) => `${date}T00:00:00+02:00`,
};

/** Roots are variables, as in a state machine. */
const writer: ExpressionWriter = {
  path: (path) => {
    if (path.root !== 'now') return `$${formatPath(path)}`;
    return path.segments.length === 0 ? '$now_at' : `$local.${path.segments.join('.')}`;
  },
  expression: (source) => rewriteReferences(source, ({ root }) => ({ text: `$${root}`, consumed: 0 })),
  happened: ({ event }) => `$happened.\`${event}\``,
  isOpen: (calendar) => `$open.${calendar}`,
  startOfDay: (date) => `${date}T00:00:00+02:00`,
};

function bindings(roots: JsonObject): JsonObject {
  return {
    ...roots,
    now_at: referenceWorld.now,
    local,
    happened: { 'order.placed': true, 'message.received': false },
    open: { office: true, night: false },
  };
}

type Engine = (
  text: string,
  options?: jsonata.JsonataOptions,
) => {
  evaluate(input: unknown, bindings: Readonly<Record<string, unknown>>): Promise<unknown>;
};

async function evaluateAs(engine: Engine, text: string, roots: JsonObject): Promise<unknown> {
  const options: jsonata.JsonataOptions = {};
  return await engine(text, Object.assign(options, { RegexEngine: re2Engine })).evaluate(undefined, bindings(roots));
}

/** The outcome of something that may fail. */
async function outcome(evaluate: () => Promise<unknown> | unknown): Promise<unknown> {
  try {
    return await evaluate();
  } catch {
    return 'failed';
  }
}

const runs = { numRuns: 2_000 };

describe('renderings of conditions', () => {
  test('C3 closure, JSONata 2.2.2 and JSONata 2.0.6 give the reference answer on generated conditions and data', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async ({ condition, roots }) => {
        const expected = await evaluateByReference(condition, roots, referenceWorld);
        const text = writeCondition(condition, writer);
        expect({
          closure: await compileCondition(condition)(roots, world),
          latest: await evaluateAs(jsonata, text, roots),
          v206: await evaluateAs(v206, text, roots),
          text,
        }).toEqual({ closure: expected, latest: expected, v206: expected, text });
      }),
      runs,
    );
  });

  test('a path finds what JSONata finds, through lists, lists of one and odd names', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryPath.filter(({ root }) => root !== 'now'),
        arbitraryRoots,
        async (path, roots) => {
          const text = `$${formatPath(path)}`;
          const expected = plain(await v206(text).evaluate(undefined, roots));
          expect(compilePath(path)(roots)).toEqual(expected);
          expect(plain(await jsonata(text).evaluate(undefined, roots))).toEqual(expected);
        },
      ),
      runs,
    );
  });

  test('C7 a free expression holds when it yields true, and fails where it fails, in every rendering', async () => {
    await fc.assert(
      fc.asyncProperty(expressions, arbitraryRoots, async (source, roots) => {
        const condition = { kind: 'expression', source } as const;
        const expected = await outcome(() => evaluateByReference(condition, roots, referenceWorld));
        const text = writeCondition(condition, writer);
        expect({
          closure: await outcome(() => compileCondition(condition)(roots, world)),
          latest: await outcome(() => evaluateAs(jsonata, text, roots)),
          v206: await outcome(() => evaluateAs(v206, text, roots)),
          text,
        }).toEqual({ closure: expected, latest: expected, v206: expected, text });
      }),
      { numRuns: 1_000 },
    );
  });
});

/** JSONata marks its lists; what they hold counts. */
function plain(value: unknown): Json | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
