import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../../lib/local/asl/expression.ts';
import { StatesError } from '../../../../lib/local/asl/states-error.ts';
import type { Json } from '../../../../lib/workflow/json.ts';

const now = Date.UTC(2026, 4, 17, 9, 30);

function dice(...rolls: readonly number[]): () => number {
  let next = 0;
  return () => rolls[next++ % rolls.length] ?? 0;
}

async function evaluate(source: string, random: () => number = () => 0.5): Promise<Json> {
  const compiled = compileExpression(source, { errorOutput: false });
  if ('problems' in compiled) {
    throw new Error(compiled.problems.join());
  }
  const scope = {
    known: { input: { list: [1, 2, 3, 4, 5] } },
    lookup: (name: string) => (name === 'states' ? { input: { list: [1, 2, 3, 4, 5] } } : undefined),
    host: {
      now,
      random,
      hash: (algorithm: string, text: string) => createHash(algorithm.replace('-', '')).update(text).digest('hex'),
    },
  };
  return compiled.expression.evaluate(scope, 'Output');
}

function failure(source: string): Promise<string> {
  return evaluate(source).then(
    (value) => `gave ${JSON.stringify(value)}`,
    (error: unknown) => (error instanceof StatesError ? String(error.failure.cause) : String(error)),
  );
}

describe('$partition', () => {
  test.each<[string, Json]>([
    ['$partition($states.input.list, 2)', [[1, 2], [3, 4], [5]]],
    ['$partition($states.input.list, 2.9)', [[1, 2], [3, 4], [5]]],
    ['$partition($states.input.list, 9)', [[1, 2, 3, 4, 5]]],
  ])('%s', async (source, expected) => {
    expect(await evaluate(source)).toEqual(expected);
  });

  test.each(['$partition([], 2)', '$partition([1], 0)', '$partition($states.input.missing, 2)', '$partition([1])'])(
    '%s is nothing',
    async (source) => {
      expect(await failure(source)).toContain('returned nothing');
    },
  );

  test('a negative size is an error', async () => {
    expect(await failure('$partition([1], -1)')).toContain('must not be negative');
  });
});

describe('$range', () => {
  test.each<[string, Json]>([
    ['$range(0, 10, 4)', [0, 4, 8]],
    ['$range(1, 5, 2)', [1, 3, 5]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(7, 7, 1)', 7],
  ])('%s', async (source, expected) => {
    expect(await evaluate(source)).toEqual(expected);
  });

  test.each(['$range(0, 5)', '$range(0, 5, -1)', '$range(0, 5, 0)', '$range(0, $states.input.missing, 1)'])(
    '%s is nothing',
    async (source) => {
      expect(await failure(source)).toContain('returned nothing');
    },
  );

  test('its length is bounded', async () => {
    expect(await evaluate('$count($range(1, 360145, 1))')).toBe(360_145);
    expect(await failure('$range(1, 360146, 1)')).toContain('memory limit exceeded');
  });
});

describe('$hash', () => {
  test.each([
    ['MD5', '900150983cd24fb0d6963f7d28e17f72'],
    ['SHA-1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('%s', async (algorithm, digest) => {
    expect(await evaluate(`$hash("abc", "${algorithm}")`)).toBe(digest);
  });

  test('an unknown algorithm is an error, a missing one gives nothing', async () => {
    expect(await failure('$hash("abc", "sha256")')).toContain('$hash knows MD5');
    expect(await failure('$hash("abc")')).toContain('returned nothing');
    expect(await failure('$hash($states.input.missing, "MD5")')).toContain('returned nothing');
  });
});

describe('chance', () => {
  test('$random is the one handed in', async () => {
    expect(await evaluate('[$random(), $random()]', dice(0.25, 0.75))).toEqual([0.25, 0.75]);
  });

  test('$random with a seed always gives the same', async () => {
    const first = await evaluate('$random(42)');

    expect(first).toBe(await evaluate('$random(42)'));
    expect(first).not.toBe(await evaluate('$random(43)'));
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(1);
  });

  test('$uuid is a version 4 UUID', async () => {
    expect(await evaluate('$uuid()', dice(0.1, 0.5, 0.93))).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test('$shuffle takes the chance handed in, and keeps all items', async () => {
    const shuffled = await evaluate('$shuffle($states.input.list)', dice(0.9, 0.1, 0.4, 0.7, 0.2));

    expect(shuffled).toEqual(await evaluate('$shuffle($states.input.list)', dice(0.9, 0.1, 0.4, 0.7, 0.2)));
    expect(shuffled).not.toEqual([1, 2, 3, 4, 5]);
    expect([...(shuffled as number[])].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await failure('$shuffle($states.input.missing)')).toContain('returned nothing');
  });
});

describe('time', () => {
  test('$now and $millis are the time handed in', async () => {
    expect(await evaluate('$millis()')).toBe(now);
    expect(await evaluate('$now()')).toBe('2026-05-17T09:30:00.000Z');
    expect(await evaluate('$now("[Y]-[M01]-[D01] [H01]:[m01]", "+0200")')).toBe('2026-05-17 11:30');
  });
});

describe('$parse', () => {
  test('reads JSON', async () => {
    expect(await evaluate('$parse(\'{"a": [1, null]}\').a')).toEqual([1, null]);
  });

  test('anything else is an error', async () => {
    expect(await failure('$parse("{a}")')).toContain('D3137: Invalid JSON');
    expect(await failure('$parse("")')).toContain('D3137: Invalid JSON');
    expect(await failure('$parse(5)')).toContain('T0410');
    expect(await failure('$parse($states.input.missing)')).toContain('returned nothing');
  });
});

test('functions can be handed to functions', async () => {
  expect(await evaluate('$map(["1", "[2]"], $parse)')).toEqual([1, [2]]);
});
