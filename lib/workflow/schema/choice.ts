import { z } from 'zod';
import { suggestion } from '../references/nearest-name.ts';
import { findProblems } from './find-problems.ts';

type ByType = readonly [type: 'text' | 'list' | 'map', schema: z.ZodType];

/** How a {@link chooseByKey} or {@link chooseByType} tells its options apart; read by the JSON Schema generator. */
export type Choice =
  | { readonly by: 'key'; readonly title: string; readonly options: () => Readonly<Record<string, z.ZodType>> }
  | { readonly by: 'type'; readonly options: () => readonly [ByType, ...ByType[]] };

const choices = new WeakMap<z.core.$ZodType, Choice>();

/** The choice that a schema is, if it is one. */
export function choiceOf(schema: z.core.$ZodType): Choice | undefined {
  return choices.get(schema);
}

/**
 * A map that is one of several, told apart by which of their names is a key of it. A union would try all options, in
 * nested lists again and again, and could not say which of them was meant.
 *
 * @param title what one of them is called, with its article: `a step`
 * @param options evaluated late, so that options may hold the choice itself
 */
export function chooseByKey<T>(title: string, options: () => Readonly<Record<string, z.ZodType>>): z.ZodType<T> {
  const schema = z.custom<T>().check((payload) => {
    const value: unknown = payload.value;
    const found = selectByKey(title, options(), value);
    if (typeof found === 'string') payload.issues.push({ code: 'custom', message: found, input: value });
    else payload.issues.push(...problemsOf(found, value));
  });
  choices.set(schema, { by: 'key', title, options });
  return schema;
}

/** A value that may be text, a list or a map, each with rules of its own; what is none of them is held to the first. */
export function chooseByType<T>(options: () => readonly [ByType, ...ByType[]]): z.ZodType<T> {
  const schema = z.custom<T>().check((payload) => {
    const value: unknown = payload.value;
    const type = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : 'text';
    const [first, ...others] = options();
    const [, found] = others.find(([name]) => name === type) ?? first;
    payload.issues.push(...problemsOf(found, value));
  });
  choices.set(schema, { by: 'type', options });
  return schema;
}

function selectByKey(title: string, options: Readonly<Record<string, z.ZodType>>, value: unknown): z.ZodType | string {
  const names = Object.keys(options).join(', ');
  const Title = title.slice(0, 1).toUpperCase() + title.slice(1);
  if (value === undefined) return `SB202 This is missing. Write a map with one of the keys ${names}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `SB203 ${Title} is a map with one of the keys ${names}`;
  }
  const [kind, other] = Object.entries(options).filter(([key]) => Object.hasOwn(value, key));
  if (kind === undefined) {
    const near = Object.keys(value).map((key) => suggestion(key, Object.keys(options)));
    const mend = near.find((text) => text !== '') ?? ` Write one of ${names}`;
    return `SB205 This is not ${title}: nothing says what it does.${mend}`;
  }
  if (other !== undefined) {
    return `SB206 ${Title} does one thing, but this has "${kind[0]}" and "${other[0]}". Write them as two`;
  }
  return kind[1];
}

/** zod has no dispatch on the presence of a key, so the option runs by itself and hands its problems up. */
function problemsOf(schema: z.ZodType, value: unknown): z.core.$ZodRawIssue[] {
  return findProblems(schema, value).map(({ path, message }) => ({ code: 'custom', path, message, input: value }));
}
