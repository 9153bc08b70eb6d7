import { type AppError, invalid, notFound } from '../../errors/app-error.ts';
import { insertIntoBlock, removeFromBlock, replaceInBlock } from './block-list-edits.ts';
import { insertIntoFlow, removeFromFlow, replaceInFlow } from './flow-list-edits.ts';
import { type LocatedList, type LocatedStep, locateList } from './locate-steps.ts';
import { replaceRanges } from './replace-ranges.ts';
import { readStepSource, type StepSource, takeStepSource } from './step-source.ts';

/** A list of steps and a place in it: before the step at `index`, or, with its length, behind the last one. */
export interface StepPlace {
  /** RFC 6901 pointer to the list. */
  readonly list: string;
  readonly index: number;
}

/**
 * Puts a step into a list; every other byte stays. All edits throw AppError SB123 for a text that is no YAML.
 *
 * @param step its YAML: one map, with comments above it if wanted
 * @throws AppError SB120 when there is no such place, SB121 when the step cannot be read
 */
export function insertStep(text: string, place: StepPlace, step: string): string {
  return insertSource(text, place, readStepSource(step));
}

/**
 * Writes a step anew. Comments above it stay, unless the new text brings its own.
 *
 * @throws AppError SB120 when there is no such step, SB121 when the new one cannot be read
 */
export function replaceStep(text: string, pointer: string, step: string): string {
  const { list, target } = findStep(text, pointer);
  const source = readStepSource(step);
  const edit = list.flow ? replaceInFlow(text, list, target, source) : replaceInBlock(text, list, target, source);
  return replaceRanges(text, [edit]);
}

/**
 * Takes a step out, with the comments that belong to it. A list that becomes empty is written `[]`.
 *
 * @throws AppError SB120 when there is no such step
 */
export function removeStep(text: string, pointer: string): string {
  const { list, index } = findStep(text, pointer);
  const edits = list.flow ? removeFromFlow(text, list, index) : removeFromBlock(list, index);
  return replaceRanges(text, edits);
}

/**
 * Moves a step with the comments that belong to it.
 *
 * @param to a place in the text as it is, before the step is taken out
 * @throws AppError SB120 when there is no such step or place, SB122 when the place is inside the step
 */
export function moveStep(text: string, pointer: string, to: StepPlace): string {
  const { target, place: from } = findStep(text, pointer);
  if (to.list.startsWith(`${pointer}/`)) {
    throw invalid({
      code: 'SB122',
      message: `The step at ${pointer} cannot move into itself`,
      resolution: 'Choose a list outside of the step.',
    });
  }
  if (to.list === from.list && (to.index === from.index || to.index === from.index + 1)) return text;
  const inserted = insertSource(text, to, takeStepSource(text, target));
  return removeStep(inserted, shiftPointer(pointer, to));
}

function insertSource(text: string, { list: pointer, index }: StepPlace, source: StepSource): string {
  const list = locateList(text, pointer);
  if (list === undefined || index < 0 || index > list.steps.length) throw noSuchPlace(`${pointer}/${index}`);
  const edit = list.flow ? insertIntoFlow(text, list, index, source) : insertIntoBlock(text, list, index, source);
  return replaceRanges(text, [edit]);
}

interface FoundStep {
  readonly list: LocatedList;
  readonly index: number;
  readonly target: LocatedStep;
  readonly place: StepPlace;
}

function findStep(text: string, pointer: string): FoundStep {
  const slash = pointer.lastIndexOf('/');
  const place = { list: pointer.slice(0, slash), index: Number(pointer.slice(slash + 1)) };
  const list = locateList(text, place.list);
  const target = list?.steps[place.index];
  if (list === undefined || target === undefined) throw noSuchPlace(pointer);
  return { list, index: place.index, target, place };
}

function noSuchPlace(pointer: string): AppError {
  return notFound({
    code: 'SB120',
    message: `There is no list of steps with the place ${pointer}`,
    resolution: 'Read the text again: it may have changed since its pointers were taken.',
  });
}

/** Where a step is after another one was put at a place. */
function shiftPointer(pointer: string, { list, index }: StepPlace): string {
  if (!pointer.startsWith(`${list}/`)) return pointer;
  const [head = '', ...rest] = pointer.slice(list.length + 1).split('/');
  return [list, Number(head) >= index ? Number(head) + 1 : head, ...rest].join('/');
}
