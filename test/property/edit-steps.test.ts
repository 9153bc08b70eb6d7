import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../lib/workflow/json.ts';
import { valueAt } from '../../lib/workflow/json-pointer.ts';
import { insertStep, moveStep, removeStep, replaceStep } from '../../lib/workflow/text/edit-steps.ts';
import { readYaml } from '../../lib/workflow/text/read-yaml.ts';

/** A step with what surrounds it in its text. */
interface WrittenStep {
  readonly body: readonly string[];
  readonly flow: boolean;
  readonly above: readonly string[];
  readonly behind: string;
  readonly inner: readonly WrittenStep[];
}

const words = fc.constantFrom('do: a.b', 'note: "x # y"', "name: 'it''s'", 'wait: 1 day', 'with: { a: [1, "}"] }');
const block = fc.constantFrom(
  'show: |\n  line\n\n    # no comment',
  'show: >-\n  folded\n  text',
  'show: "two\n  lines"',
);
const comment = fc.constantFrom('# why', '# - id: no step', '# a, b ]');
const lists = fc.letrec<{ step: WrittenStep; list: readonly WrittenStep[] }>((tie) => ({
  step: fc.record({
    body: fc.oneof(fc.uniqueArray(words, { maxLength: 3 }), fc.tuple(words, block)),
    flow: fc.boolean(),
    above: fc.array(comment, { maxLength: 2 }),
    behind: fc.constantFrom('', ' # behind'),
    inner: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, tie('list')),
  }),
  list: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
}));

let ids = 0;

/** The step as lines of a block list, or as a map in braces where it fits into one line. */
function write(step: WrittenStep, margin: string): string[] {
  ids += 1;
  const fields = [`id: s${ids}`, ...step.body.flatMap((line) => line.split('\n'))];
  const above = step.above.map((line) => margin + line);
  const fits = step.flow && step.body.every((line) => !line.includes('\n'));
  if (fits) {
    const inner = step.inner.map((one) => inBraces(one));
    const then = inner.length === 0 ? [] : [`then: [${inner.join(', ')}]`];
    return [...above, `${margin}- { ${[...fields, ...then].join(', ')} }${step.behind}`];
  }
  const then = step.inner.length === 0 ? [] : ['then:', ...writeList(step.inner, '  ')];
  const [first = '', ...others] = [...fields, ...then];
  return [...above, `${margin}- ${first}`, ...others.map((line) => (line === '' ? '' : `${margin}  ${line}`))];
}

function inBraces(step: WrittenStep): string {
  ids += 1;
  return `{ ${[`id: s${ids}`, ...step.body.filter((line) => !line.includes('\n'))].join(', ')} }`;
}

function writeList(steps: readonly WrittenStep[], margin: string): string[] {
  return steps.flatMap((step, index) => [...(index === 1 ? ['', `${margin}# free`, ''] : []), ...write(step, margin)]);
}

const documents = lists.list.map((steps) => {
  ids = 0;
  return ['# top', 'steps: # list', ...writeList(steps, '  '), 'end: here # last', ''].join('\n');
});

function treeOf(text: string): Json {
  const { tree, issues } = readYaml(text);
  if (tree === undefined) throw new Error(`${issues[0]?.message}\n${text}`);
  return tree;
}

/** Pointers of all lists of steps. */
function listsIn(tree: Json | undefined, pointer: string): string[] {
  if (!isJsonList(tree)) return [];
  return [
    pointer,
    ...tree.flatMap((step, index) => (isJsonObject(step) ? listsIn(step.then, `${pointer}/${index}/then`) : [])),
  ];
}

function stepsIn(tree: Json): string[] {
  return listsIn(valueAt(tree, '/steps'), '/steps').flatMap((list) => {
    const steps = valueAt(tree, list);
    return isJsonList(steps) ? steps.map((_, index) => `${list}/${index}`) : [];
  });
}

/** The tree with another list in the place of one. */
function withList(tree: Json, pointer: string, change: (list: readonly Json[]) => Json[]): Json {
  const copy = structuredClone(tree);
  const slash = pointer.lastIndexOf('/');
  const holder = valueAt(copy, pointer.slice(0, slash));
  const list = valueAt(copy, pointer);
  if (isJsonObject(holder) && isJsonList(list)) Object.assign(holder, { [pointer.slice(slash + 1)]: change(list) });
  return copy;
}

/** A document, one of its steps, and a place in one of its lists. */
const edits = fc.tuple(documents, fc.nat(), fc.nat(), fc.nat()).map(([text, step, list, index]) => {
  const tree = treeOf(text);
  const steps = stepsIn(tree);
  const all = listsIn(valueAt(tree, '/steps'), '/steps');
  const target = steps[step % steps.length] ?? '';
  const place = all[list % all.length] ?? '';
  const length = [valueAt(tree, place)].flatMap((found) => (isJsonList(found) ? found : [])).length;
  return { text, tree, target, place: { list: place, index: index % (length + 1) } };
});

const NEW = fc.constantFrom(
  '{ id: fresh, do: a.b }',
  'id: fresh\ndo: a.b\nnote: |\n  text\n',
  '# new\nid: fresh\nwith: { a: 1 }\n',
);

/** Whether the longer text is the shorter one with one run of characters put in. */
function isOneInsertion(shorter: string, longer: string): boolean {
  let start = 0;
  while (start < shorter.length && shorter[start] === longer[start]) start += 1;
  return longer.endsWith(shorter.slice(start));
}

/** The text without blanks, commas and brackets: what is left when lists close up. */
function inkOf(text: string): string {
  return text.replaceAll(/[\s,]|\[\]/g, '');
}

/** How often each comment stands in the text, those in quotes and texts left out. */
function commentsOf(text: string): string[] {
  return (text.match(/(?<=^|\s)# (why|- id: no step|a, b \]|free|behind|top|list|last)$/gm) ?? []).toSorted();
}

function idOf(tree: Json, pointer: string): Json | undefined {
  const step = valueAt(tree, pointer);
  return isJsonObject(step) ? step.id : undefined;
}

/** The tree without the step of that id. */
function without(tree: Json, id: Json | undefined): Json {
  const pointer = stepsIn(tree).find((step) => idOf(tree, step) === id) ?? '';
  const slash = pointer.lastIndexOf('/');
  return withList(tree, pointer.slice(0, slash), (list) => list.toSpliced(Number(pointer.slice(slash + 1)), 1));
}

function moved(tree: Json, target: string, { list, index }: { list: string; index: number }): Json {
  const id = idOf(tree, target);
  const step: JsonObject = { ...Object(valueAt(tree, target)), id: 'moving' };
  const both = withList(tree, list, (steps) => steps.toSpliced(index, 0, step));
  const text = JSON.stringify(without(both, id));
  return JSON.parse(text.replace('"moving"', JSON.stringify(id)));
}

describe('edits of single steps', () => {
  test('given any insertion, then the tree is as expected and every other byte stays', () => {
    fc.assert(
      fc.property(edits, NEW, ({ text, tree, place }, step) => {
        const edited = insertStep(text, place, step);
        const expected = withList(tree, place.list, (list) => list.toSpliced(place.index, 0, treeOf(step)));
        expect(treeOf(edited)).toEqual(expected);
        expect(isOneInsertion(text, edited)).toBe(true);
      }),
    );
  });

  test('given any removal, then the tree is as expected and all else stays but for commas and blanks', () => {
    fc.assert(
      fc.property(edits, ({ text, tree, target }) => {
        const edited = removeStep(text, target);
        expect(treeOf(edited)).toEqual(without(tree, idOf(tree, target)));
        expect(isOneInsertion(inkOf(edited), inkOf(text))).toBe(true);
      }),
    );
  });

  test('given any step that is written anew, then the tree is as expected and what is around it stays', () => {
    fc.assert(
      fc.property(edits, NEW, ({ text, tree, target }, step) => {
        const edited = replaceStep(text, target, step);
        const slash = target.lastIndexOf('/');
        const expected = withList(tree, target.slice(0, slash), (list) =>
          list.with(Number(target.slice(slash + 1)), treeOf(step)),
        );
        expect(treeOf(edited)).toEqual(expected);
        expect(edited.split('\n').filter((line) => text.includes(line)).length).toBeGreaterThan(2);
        expect(edited.startsWith('# top\nsteps: # list\n') && edited.endsWith('end: here # last\n')).toBe(true);
      }),
    );
  });

  test('given any move, then the tree is as expected and no comment is lost', () => {
    fc.assert(
      fc.property(edits, ({ text, tree, target, place }) => {
        fc.pre(!place.list.startsWith(`${target}/`));
        const edited = moveStep(text, target, place);
        expect(treeOf(edited)).toEqual(moved(tree, target, place));
        expect(commentsOf(edited)).toEqual(commentsOf(text));
      }),
    );
  });
});
