import { nameOfId } from '../graph/name-of-id.ts';

/** Something of a journey that the workflow does not do by itself. */
export interface Leftover {
  /** Where in the journey: `Activities.abc.SMS`. */
  readonly place: string;
  readonly what: string;
  /** What to do by hand. */
  readonly todo: string;
}

/** What one import gathers. */
export interface Importing {
  readonly leftovers: Leftover[];
  report(place: string, what: string, todo: string): void;
  /** The same, once for each name. */
  declare(name: string, place: string, what: string, todo: string): void;
  /** Ids of the steps by key of the activity. */
  readonly steps: Map<string, NamedStep>;
}

/** What a step is called. */
export interface NamedStep {
  readonly id: string;
  /** Only where it is not the id in words. */
  readonly name?: string;
}

/** An import with nothing gathered yet. */
export function startImport(): Importing {
  const leftovers: Leftover[] = [];
  const declared = new Set<string>();
  const report = (place: string, what: string, todo: string): void => {
    leftovers.push({ place, what, todo });
  };
  return {
    leftovers,
    steps: new Map(),
    report,
    declare(name, place, what, todo) {
      if (!declared.has(name)) report(place, what, todo);
      declared.add(name);
    },
  };
}

/** Free text as a snake_case id. */
export function snakeCase(text: string, fallback: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
    .replaceAll(/_+$/g, '');
  return words === '' ? fallback : words;
}

/** The same in kebab-case, for workflows. */
export function kebabCase(text: string, fallback: string): string {
  return snakeCase(text, fallback).replaceAll(/_+/g, '-');
}

/** What a step would be called, if nothing else is. */
export interface Naming {
  /** As people wrote it. */
  readonly text: string | undefined;
  readonly fallback: string;
}

/** Some activities become two steps: the second is called after the first. */
const SUFFIXES = ['', '_wait', '_check'];

/** Gives out ids and names that no other step has. */
export function createNames(): (wanted: Naming) => NamedStep {
  const ids = new Set<string>();
  const names = new Set<string>();
  return ({ text, fallback }) => {
    const wanted = snakeCase(text ?? fallback, fallback);
    let id = wanted;
    const taken = (one: string): boolean => SUFFIXES.some((suffix) => ids.has(one + suffix));
    for (let count = 2; taken(id); count += 1) id = `${wanted}_${count}`;
    for (const suffix of SUFFIXES) ids.add(id + suffix);
    const inWords = nameOfId(id);
    const free = text !== undefined && text.length <= 60 && text !== inWords && id === wanted && !names.has(text);
    names.add(free ? text : inWords);
    return free ? { id, name: text } : { id };
  };
}
