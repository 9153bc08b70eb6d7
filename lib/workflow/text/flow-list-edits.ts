import { type LocatedList, type LocatedStep, lineEnd, lineStart } from './locate-steps.ts';
import type { SourceEdit } from './replace-ranges.ts';
import { newlineOf, type StepSource, toFlowItem, toFlowSource } from './step-source.ts';

/** Puts a step before the one at the index, or behind the last one. */
export function insertIntoFlow(text: string, list: LocatedList, index: number, step: StepSource): SourceEdit {
  const source = toFlowSource(step);
  const newline = newlineOf(text);
  const next = list.steps[index];
  const last = list.steps[index - 1];
  const ownLine = next?.startsLine ? newline + ' '.repeat(next.region.start - lineStart(text, next.region.start)) : '';
  const line = ownLine || newline + ' '.repeat(list.indent + 2);
  // A comment ends with its line, so that what has some begins a line of its own.
  const above = source.comments.map((comment) => comment + line).join('');
  const opened = above !== '' && ownLine === '' ? line + above : above;
  const item = opened + toFlowItem(source, list.indent, newline);
  if (next !== undefined) return { ...emptyAt(next.region.start), text: `${item},${ownLine || ' '}` };
  return last === undefined
    ? { ...emptyAt(list.range.start + 1), text: item }
    : { ...emptyAt(last.node.end), text: opened === '' ? `, ${item}` : `,${item}` };
}

/** Writes a step anew; comments around it stay. */
export function replaceInFlow(text: string, list: LocatedList, step: LocatedStep, source: StepSource): SourceEdit {
  return { ...step.node, text: toFlowItem(toFlowSource(source), list.indent, newlineOf(text)) };
}

/** Takes a step out, with its comma: the one behind it, or, of the last step, the one before. */
export function removeFromFlow(text: string, list: LocatedList, index: number): SourceEdit[] {
  const before = list.steps[index - 1];
  const after = list.steps[index + 1];
  return list.steps.slice(index, index + 1).flatMap((step) => {
    const [comma] = findCommas(text, step.node.end, after?.node.start ?? list.range.end - 1);
    const cut = cutWith(text, step, comma);
    if (comma !== undefined || before === undefined) return [cut];
    const earlier = findCommas(text, before.node.end, step.node.start);
    return [...earlier.map((offset) => ({ start: offset, end: offset + 1, text: '' })), cut];
  });
}

/** What goes with a step: whole lines if it has them for itself, else the spaces beside it. */
function cutWith(text: string, { region, node, startsLine }: LocatedStep, comma: number | undefined): SourceEdit {
  const end = comma === undefined ? node.end : comma + 1;
  const rest = text.slice(end, lineEnd(text, end));
  const ownsLine = startsLine && /^[ \t]*(#.*)?\r?\n$/.test(rest);
  if (ownsLine) return { start: lineStart(text, region.start), end: end + rest.length, text: '' };
  if (comma !== undefined) return { start: region.start, end: end + rest.search(/[^ \t]|$/), text: '' };
  const lead = startsLine ? 0 : text.slice(0, region.start).search(/[ \t]*$/) - region.start;
  return { start: region.start + lead, end, text: '' };
}

function emptyAt(offset: number): { readonly start: number; readonly end: number } {
  return { start: offset, end: offset };
}

/** The comma between two places, if there is one; those in comments are none. */
function findCommas(text: string, from: number, to: number): number[] {
  const blanked = text.slice(from, to).replaceAll(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const index = blanked.indexOf(',');
  return index === -1 ? [] : [from + index];
}
