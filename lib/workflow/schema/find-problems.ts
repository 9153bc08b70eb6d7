import { z } from 'zod';
import { nearestName, suggestion } from '../references/nearest-name.ts';

/** What a schema finds wrong with a value. The message begins with its code and a space. */
export interface Problem {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** A value in its schema's type, or everything that is wrong with it: one problem for each unknown key. */
export type Examined<T> = { readonly data: T } | { readonly problems: readonly Problem[] };

/** Holds a value to a schema. */
export function examine<T>(schema: z.ZodType<T>, value: unknown): Examined<T> {
  const parsed = schema.safeParse(value, { error: explain });
  return parsed.success ? { data: parsed.data } : { problems: parsed.error.issues.flatMap(describeIssue) };
}

/** Everything that is wrong with a value. */
export function findProblems(schema: z.ZodType, value: unknown): readonly Problem[] {
  const examined = examine(schema, value);
  return 'problems' in examined ? examined.problems : [];
}

function describeIssue(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  const known = issue.message.split(' ');
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(key, known) }));
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** Messages for zod's own issues. Of unknown keys it says which are known: only here is the schema at hand. */
function explain(issue: z.core.$ZodRawIssue): string | undefined {
  const key = issue.path?.at(-1);
  const subject = typeof key === 'string' ? `"${key}"` : 'This';
  switch (issue.code) {
    case 'unrecognized_keys':
      return shapesOf(issue.inst).join(' ');
    case 'invalid_type':
      return wrongType(subject, issue);
    case 'invalid_value':
      return `SB212 ${subject} is ${describe(issue.input)}. ${offer(issue.input, issue.values)}`;
    case 'invalid_key':
      return issue.issues.map(({ message }) => message).join('; ');
    case 'not_multiple_of':
      return `SB213 ${subject} has too many decimals. Write a multiple of ${issue.divisor}`;
    case 'too_small':
      return sizeProblem(subject, issue.origin, `at least ${issue.minimum}`);
    case 'too_big':
      return sizeProblem(subject, issue.origin, `at most ${issue.maximum}`);
    default:
      return undefined;
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const mend = suggestion(key, known) || ` Known here: ${known.join(', ')}`;
  return `SB201 There is no key "${key}" here.${mend}`;
}

function shapesOf(schema: unknown): string[] {
  return [schema].filter((one) => one instanceof z.ZodObject).flatMap(({ shape }) => Object.keys(shape));
}

function wrongType(subject: string, issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>): string {
  const { input, inst, expected } = issue;
  const wanted = TYPE_WORDS[expected] ?? expected;
  if (input === undefined) {
    const described = [inst].filter((schema) => schema instanceof z.ZodType).map(({ description }) => description);
    return `SB202 ${subject} is missing. Write ${described.join('') || wanted}`;
  }
  if (expected === 'string' && (typeof input === 'number' || typeof input === 'boolean'))
    return `SB204 ${String(input)}`;
  return `SB203 ${subject} is ${describe(input)}. Write ${wanted}`;
}

function offer(input: unknown, values: readonly unknown[]): string {
  const nearest = typeof input === 'string' ? nearestName(input, values.map(String)) : undefined;
  const all = values.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return nearest === undefined ? `Write ${all}` : `Did you mean "${nearest}"?`;
}

function sizeProblem(subject: string, origin: string, bound: string): string {
  const one = bound.endsWith(' 1');
  switch (origin) {
    case 'string':
      return `SB214 ${subject} takes ${bound} ${one ? 'character' : 'characters'}`;
    case 'array':
      return `SB215 ${subject} takes ${bound} ${one ? 'item' : 'items'}`;
    default:
      return `SB213 ${subject} takes a number of ${bound}`;
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
