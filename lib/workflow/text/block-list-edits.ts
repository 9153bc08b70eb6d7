import type { LocatedList, LocatedStep } from './locate-steps.ts';
import type { SourceEdit } from './replace-ranges.ts';
import {
  newlineOf,
  type StepSource,
  takeStepSource,
  toBlockItem,
  trailingComment,
  withoutLineEnd,
} from './step-source.ts';

/** Puts a step before the one at the index, or behind the last one. */
export function insertIntoBlock(text: string, list: LocatedList, index: number, source: StepSource): SourceEdit {
  const next = list.steps[index];
  const offset = next === undefined ? Math.max(...list.steps.map(({ region }) => region.end)) : next.region.start;
  const item = toBlockItem(source, list.indent, newlineOf(text));
  // Only the last line of a text may lack its end.
  const opened = text.slice(0, offset).endsWith('\n') ? '' : newlineOf(text);
  return { start: offset, end: offset, text: opened + item };
}

/** Writes a step anew, under its old comments unless it brings some. */
export function replaceInBlock(text: string, list: LocatedList, step: LocatedStep, source: StepSource): SourceEdit {
  const old = takeStepSource(text, step);
  const behind = trailingComment(text, step);
  const above = old.comments.slice(0, old.comments.length - behind.length);
  const comments = source.comments.length > 0 ? source.comments : above;
  // Behind a block, a comment could become part of a text.
  const stays = source.body.startsWith('{') && !source.body.includes('\n');
  const written = stays
    ? { comments, body: [source.body, ...behind].join(' ') }
    : { comments: [...comments, ...behind], body: source.body };
  const item = toBlockItem(written, list.indent, newlineOf(text));
  return { ...step.region, text: text.slice(0, step.region.end).endsWith('\n') ? item : withoutLineEnd(item) };
}

/** Takes the lines of a step out; of the last one, `[]` stays behind the list's key. */
export function removeFromBlock(list: LocatedList, index: number): SourceEdit[] {
  const gone = list.steps.slice(index, index + 1).map(({ region }) => ({ ...region, text: '' }));
  if (list.steps.length > 1) return gone;
  return [{ start: list.keyEnd, end: list.keyEnd, text: ' []' }, ...gone];
}
