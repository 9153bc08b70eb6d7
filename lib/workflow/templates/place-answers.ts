import type { Json } from '../json.ts';
import { readYaml } from '../text/read-yaml.ts';
import { replaceRanges, type SourceEdit } from '../text/replace-ranges.ts';
import { writeValue } from '../text/write-value.ts';
import type { Template } from './template.ts';

/** What goes into the definition. */
export interface Placing {
  readonly workflow: string;
  readonly name?: string;
  /** Fitting answers by id of the question. */
  readonly answers: Readonly<Record<string, Json>>;
}

/** The template's definition with id, name and answers in their places; all other bytes stay. */
export function placeAnswers({ source, questions }: Template, { workflow, name, answers }: Placing): string {
  const { positions } = readYaml(source);
  const edits = new Map<string, string>();
  for (const { id, at } of questions) {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (answer !== undefined) for (const pointer of at) edits.set(pointer, writeValue(answer));
  }
  const named = positions.value('/name') === undefined ? undefined : name;
  if (named !== undefined) edits.set('/name', writeValue(named));
  const added = name === undefined || named !== undefined ? '' : `\nname: ${writeValue(name)}`;
  edits.set('/workflow', workflow + added);
  return replaceRanges(
    source,
    [...edits].flatMap(([pointer, text]): SourceEdit[] => {
      const range = positions.value(pointer);
      // A block's range holds its last line's end.
      return range === undefined
        ? []
        : [{ ...range, text: positions.source(pointer).endsWith('\n') ? `${text}\n` : text }];
    }),
  );
}
