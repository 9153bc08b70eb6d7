import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../../../lib/local/asl/expression.ts';
import type { Scope } from '../../../../lib/local/asl/functions.ts';
import { StatesError } from '../../../../lib/local/asl/states-error.ts';
import type { Json, JsonObject } from '../../../../lib/workflow/json.ts';

function scope(input: Json, variables: JsonObject = {}): Scope {
  return {
    known: { input },
    lookup: (name) => (name === 'states' ? { input } : variables[name]),
    host: { now: 0, random: () => 0, hash: () => '' },
  };
}

function compile(source: string) {
  const compiled = compileExpression(source, { errorOutput: false });
  if ('problems' in compiled) {
    throw new Error(compiled.problems.join('; '));
  }
  return compiled.expression;
}

function problems(source: string, errorOutput = false): readonly string[] {
  const compiled = compileExpression(source, { errorOutput });
  return 'problems' in compiled ? compiled.problems : [];
}

async function failure(source: string, input: Json = {}): Promise<string> {
  try {
    return `gave ${JSON.stringify(await compile(source).evaluate(scope(input), 'Output/x'))}`;
  } catch (error) {
    return error instanceof StatesError ? String(error.failure.cause) : `no StatesError: ${error}`;
  }
}

describe('values', () => {
  test.each<[string, Json, Json]>([
    ['$states.input.lines.sku', { lines: [{ sku: 'a' }, { sku: 'b' }] }, ['a', 'b']],
    ['$states.input.lines.sku', { lines: [{ sku: 'a' }] }, 'a'],
    ['$states.input.lines[0].sku', { lines: [{ sku: 'a' }] }, 'a'],
    [
      '$sum($states.input.lines.(n * price))',
      {
        lines: [
          { n: 2, price: 3 },
          { n: 1, price: 4 },
        ],
      },
      10,
    ],
    [
      '$states.input.lines[n > 1].sku',
      {
        lines: [
          { n: 1, sku: 'a' },
          { n: 2, sku: 'b' },
        ],
      },
      'b',
    ],
    ['{"a": $states.input, "none": $states.input.none}', { b: 1 }, { a: { b: 1 } }],
    ['$map($states.input, function($v, $i) { $v * $i })', [5, 6, 7], [0, 6, 14]],
    ['( $x := 5; $y := $x * 2; $y + $states.input )', 1, 11],
    ['$states.input ~> $uppercase()', 'abc', 'ABC'],
    ['$states.input^(>n).n', [{ n: 1 }, { n: 3 }, { n: 2 }], [3, 2, 1]],
    [
      '$states.input{kind: $sum(n)}',
      [
        { kind: 'a', n: 1 },
        { kind: 'a', n: 2 },
      ],
      { a: 3 },
    ],
    ['$states.input ~> |$|{"b": 2}|', { a: 1 }, { a: 1, b: 2 }],
    ['$states.input.*', { a: 1, b: 2 }, [1, 2]],
    ['[$states.input.none]', {}, []],
    ['$number("-0")', {}, 0],
  ])('%s of %j is %j', async (source, input, expected) => {
    expect(await compile(source).evaluate(scope(input), 'Output')).toEqual(expected);
  });

  test('what JSON cannot write as a number becomes its name, as on AWS', async () => {
    expect(await compile('[1/0, -1/0, 0/0]').evaluate(scope({}), 'Output')).toEqual(['Infinity', '-Infinity', 'NaN']);
  });

  test("a list that is given on carries none of the engine's marks", async () => {
    const list = await compile('$states.input.a.b').evaluate(scope({ a: [{ b: 1 }, { b: 2 }] }), 'Output');

    expect(Object.keys(list as object)).toEqual(['0', '1']);
  });

  test('a key called __proto__ is data', async () => {
    const value = await compile('$merge([$states.input, {"a": 1}])').evaluate(
      scope(JSON.parse('{"__proto__": {"x": 1}}') as Json),
      'Output',
    );

    expect(JSON.stringify(value)).toContain('"a":1');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('failures', () => {
  test('nothing', async () => {
    expect(await failure('$states.input.missing')).toBe(
      "The JSONata expression '$states.input.missing' specified for the field 'Output/x' returned nothing (undefined).",
    );
    expect(await failure('$states.input[n = 1]')).toContain('returned nothing (undefined)');
  });

  test('an error in the evaluation tells its code and message', async () => {
    expect(await failure('$states.input.a + "b"', { a: 1 })).toBe(
      'The JSONata expression \'$states.input.a + "b"\' specified for the field \'Output/x\' threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number',
    );
    expect(await failure('$error("stop")')).toContain('D3137: stop');
    expect(await failure('$nosuch(1)')).toContain('T1006');
  });

  test('a function is no value', async () => {
    expect(await failure('function($x) { $x }')).toContain('returned an unsupported result type.');
    expect(await failure('$sum')).toContain('returned an unsupported result type.');
    expect(await failure('/ab/')).toContain('returned an unsupported result type.');
    expect(await failure('{"f": $uppercase}')).toContain('returned an unsupported result type.');
  });

  test('a recursion that nests too deep', async () => {
    expect(await failure('( $f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(200) )')).toContain('D1011');
  });

  test('a chain of 100 terms is as deep as Step Functions goes', async () => {
    const terms = (count: number) => `1${' + 1'.repeat(count - 1)}`;

    expect(await compile(terms(100)).evaluate(scope({}), 'Output')).toBe(100);
    expect(await failure(terms(101))).toContain('D1011');
  });

  test('a wide list is not deep', async () => {
    const items = Array.from({ length: 300 }, (_, index) => `$states.input.a[${index}].b`).join(', ');

    expect(await compile(`[${items}]`).evaluate(scope({ a: [{ b: 1 }] }), 'Output')).toEqual([1]);
  });
});

describe('refused when loaded', () => {
  test.each([
    ['1 +', 'does not parse: S0207'],
    ['$states.input.a[', 'does not parse'],
    ['$states.input.a ?? 1', 'not part of JSONata 2.0.6'],
    ['$states.input.a ?: 1', 'not part of JSONata 2.0.6'],
    ['$exists(1) and ($a.b ?? $c)', 'not part of JSONata 2.0.6'],
    ['$eval("1")', '$eval is not available'],
    ['$$.a', "Reference to '$$' is not supported"],
    ['phone', "Reference to 'phone' at the top level"],
    ['$states.input.a = phone', "Reference to 'phone' at the top level"],
    ['$map($states.input.a, function($x) { b })', "Reference to 'b' at the top level"],
    ['{"a": b}', "Reference to 'b' at the top level"],
    ['$', "Reference to '$' at the top level"],
    ['*', "Reference to '*' at the top level"],
    ['**.a', "Reference to '**' at the top level"],
    ['$states.errorOutput.Error', 'only in the Assign and Output of a catcher'],
    ['$match($states.input, /a(?=b)/)', 'not one RE2 can run'],
    ['$contains($states.input, /(a)\\1/)', 'not one RE2 can run'],
  ])('%s', (source, problem) => {
    expect(problems(source).join('\n')).toContain(problem);
  });

  test.each([
    '$states.input.a ? $states.input.a : 1',
    '$exists($states.input.a) ? $states.input.a : 1',
    '$states.input.items[value > 3]',
    '$states.input.items.(a + b)',
    '$states.input^(a, >b)',
    '$states.input{a: b}',
    '$states.input.$uppercase($)',
    '$states.input ~> |a|{"b": c}|',
    '$states.input@$i.a#$n.b',
    '$states.input.a.%.b',
    '$states.input.`not a name`',
    '"{{ $$ }} a ?? b" & $states.input',
  ])('%s is taken', (source) => {
    expect(problems(source)).toEqual([]);
  });

  test('a catcher may read $states.errorOutput', () => {
    expect(problems('$states.errorOutput.Error', true)).toEqual([]);
  });

  test('all problems are told at once', () => {
    expect(problems('a + $$.b + $eval("c")')).toHaveLength(3);
  });
});

describe('regular expressions', () => {
  test.each<[string, Json, Json]>([
    ['$contains($states.input, /b+/)', 'abbc', true],
    ['$contains($states.input, /B+/i)', 'abbc', true],
    ['$contains($states.input, /^b$/m)', 'a\nb\nc', true],
    ['$contains($states.input, /^b$/)', 'a\nb\nc', false],
    ['$match($states.input, /(a)(x)?/).{"at": index, "groups": groups}', 'ba', { at: 1, groups: ['a', null] }],
    ['$replace($states.input, /([a-z])(\\d)/, "$2$1")', 'a1 b2', '1a 2b'],
    ['$split($states.input, /[,;] */)', 'a, b;c', ['a', 'b', 'c']],
    ['$match($states.input, /x/)[0].match ~> $exists()', 'abc', false],
  ])('%s of %j is %j', async (source, input, expected) => {
    const value = await compile(source).evaluate(scope(input), 'Output');
    expect(JSON.parse(JSON.stringify(value))).toEqual(expected);
  });

  test('a pattern that stalls a backtracking engine takes no time', async () => {
    expect(await compile('$contains($states.input, /^(a+)+$/)').evaluate(scope(`${'a'.repeat(50)}!`), 'Output')).toBe(
      false,
    );
  });
});

describe('memory', () => {
  test.each([
    ["$pad('', 1000000000)"],
    ["[1..800000].$pad('', 1000000)"],
    ["($double := function($s) { $double($s & $s) }; $double('ab'))"],
    ['[1..800000].[[1..800000]]'],
  ])('%s ends with an error, and the process lives', async (source) => {
    const before = process.memoryUsage().rss;
    expect(await failure(source)).toContain('threw an error during evaluation: Expression evaluation memory limit');
    expect(process.memoryUsage().rss - before).toBeLessThan(1024 * 1024 * 1024);
  });
});
