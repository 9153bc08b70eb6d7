import type { TimelineKind, TimelineStep } from '../engine/timeline.ts';
import { renderGiven } from '../engine/trials/render-given.ts';
import { wayOn } from '../engine/trials/timeline-path.ts';
import type { OutboxMessage } from '../ports/outbox.ts';
import { isJsonList, isJsonObject, type Json } from '../workflow/json.ts';
import { harmless, type Paint } from './terminal.ts';

/** Something to be shown with the step that did it, when it was at work. */
export interface TimelineNote {
  readonly step: string;
  /** ISO 8601. */
  readonly at: string;
  /** First line and the lines below it. */
  readonly lines: readonly string[];
}

/** What belongs to a timeline beside its steps. */
export interface TimelineOptions {
  readonly paint: Paint;
  readonly notes?: readonly TimelineNote[];
  /** Show the reads between steps and each step's whole output, too. */
  readonly verbose?: boolean;
}

/** Under the steps' names. */
const INDENT = ' '.repeat(25);
const LONGEST_VALUE = 160;

/**
 * A run's steps as lines: when, what, which way, with the values that conditions saw, errors, and the notes. The one
 * form in which simulations, runs and the demo show what happened. Times are UTC.
 */
export function formatTimeline(timeline: readonly TimelineStep[], options: TimelineOptions): string {
  const shown = timeline.filter((step) => isShown(step, options.verbose === true));
  const used = new Set<TimelineNote>();
  return shown.flatMap((step) => formatStep(step, options, takeNotes(step, options.notes ?? [], used))).join('\n');
}

/** `2026-03-02 09:00:00`. */
export function formatTime(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '');
}

/** What was sent, as a note: each mail with all of its text. */
export function noteMail(
  step: string,
  at: string,
  mail: { readonly to: readonly string[]; readonly subject: string; readonly text: string },
  paint: Paint,
): TimelineNote {
  const lines = mail.text.trimEnd().split('\n');
  return {
    step,
    at,
    lines: [
      `${paint.cyan('mail')} to ${mail.to.join(', ')}: ${paint.bold(harmless(mail.subject))}`,
      ...lines.map((line) => `${paint.dim('│')} ${harmless(line)}`.trimEnd()),
    ],
  };
}

/** Mails of one run among those that an outbox holds: their keys say which step sent them. */
export function noteOutbox(runId: string, messages: readonly OutboxMessage[], paint: Paint): TimelineNote[] {
  return messages.flatMap((message) => {
    if (message.kind !== 'email') return [];
    const [run, step = ''] = message.email.key.split('/');
    return run === runId ? [noteMail(step, message.at, message.email, paint)] : [];
  });
}

/** States that hold no step of the definition, but help the step before or after them. */
const HELPERS: ReadonlySet<TimelineKind> = new Set(['read', 'pass', 'end']);

function isShown({ kind, error, name }: TimelineStep, verbose: boolean): boolean {
  return verbose || error !== undefined || !(HELPERS.has(kind) || (kind === 'choice' && name.endsWith(')')));
}

/** Each note once, at the step whose time it falls into. */
function takeNotes(step: TimelineStep, notes: readonly TimelineNote[], used: Set<TimelineNote>): TimelineNote[] {
  const mine = notes.filter(
    (note) =>
      note.step === step.step &&
      !used.has(note) &&
      note.at >= step.enteredAt &&
      (step.leftAt === undefined || note.at <= step.leftAt),
  );
  for (const note of mine) used.add(note);
  return mine;
}

function formatStep(
  entry: TimelineStep,
  { paint, verbose }: TimelineOptions,
  notes: readonly TimelineNote[],
): string[] {
  const { enteredAt, name, depth, kind, action } = entry;
  const wrong = hasGoneWrong(entry);
  // What an action came to is not known before it is left: a run may be at it, or have failed elsewhere meanwhile.
  const mark = wrong ? paint.red('✗') : kind === 'do' && entry.leftAt === undefined ? '…' : MARKS[kind];
  const what = action ?? WORDS[kind];
  const way = describeWay(entry);
  const head = [
    `${paint.dim(formatTime(enteredAt))}  ${mark}${'  '.repeat(depth)} ${paint.bold(harmless(name))}`,
    ...(what === '' ? [] : [paint.dim(what)]),
    ...(way === '' ? [] : [`→ ${paint.green(harmless(way))}`]),
    ...(entry.tries > 1 ? [paint.yellow(`${entry.tries} tries`)] : []),
    ...elapsed(entry, paint),
  ];
  const indent = INDENT + '  '.repeat(depth);
  const details = [
    ...sawLines(entry.saw, paint),
    ...(notes.length > 0 ? distinct(notes).flatMap(({ lines }) => lines) : givenLines(entry, paint)),
    ...errorLines(entry, paint),
    // Of a mail that is shown in full, its id tells nobody more.
    ...(notes.length > 0 && action === 'email.send' && !verbose ? [] : outputLines(entry, verbose === true, paint)),
  ];
  return [head.join('  '), ...details.map((line) => indent + line)];
}

/** What an action was given, where no note says what it made of it. */
function givenLines(entry: TimelineStep, paint: Paint): string[] {
  if (entry.kind !== 'do') return [];
  return Object.entries(renderGiven(entry)).map(([name, value]) => fieldLine(name, value, paint));
}

/** A field of an input: text as it is, everything else as JSON. */
export function fieldLine(name: string, value: Json, paint: Paint): string {
  return `${paint.cyan(harmless(name))}: ${typeof value === 'string' ? harmless(value) : formatValue(value)}`;
}

/** What each try did alike is said once. */
function distinct(notes: readonly TimelineNote[]): readonly TimelineNote[] {
  return [...new Map(notes.map((note) => [note.lines.join('\n'), note])).values()];
}

/** An answer that did not come, or was no, is no error. */
function hasGoneWrong({ kind, failed }: TimelineStep): boolean {
  return failed === true && kind !== 'wait_for' && kind !== 'approve';
}

/** Also of tries that a later one mended. */
function errorLines(entry: TimelineStep, paint: Paint): string[] {
  const { error, failed, kind } = entry;
  if (error === undefined || (failed && !hasGoneWrong(entry)) || kind === 'fail') return [];
  const text = `${harmless(error.code)}: ${harmless(error.message).replaceAll('\n', ' ')}`;
  return [failed ? paint.red(text) : `${paint.yellow('mended by another try')}  ${text}`];
}

const MARKS: Readonly<Record<TimelineKind, string>> = {
  do: '✓',
  read: '·',
  hold: '‖',
  wait_for: '◦',
  approve: '?',
  wait: '◦',
  routes: '◆',
  experiment: '◆',
  choice: '◆',
  parallel: '═',
  each: '═',
  end: '■',
  fail: '✗',
  pass: '·',
  redrive: '↻',
};

const WORDS: Readonly<Record<TimelineKind, string>> = {
  do: '',
  read: 'reads',
  hold: 'is held',
  wait_for: 'waits for an event',
  approve: 'asks people',
  wait: 'waits',
  routes: 'routes',
  experiment: 'experiment',
  choice: 'again?',
  parallel: 'parallel',
  each: 'each',
  end: 'ends',
  fail: 'fails',
  pass: '',
  redrive: 'goes on where it ended',
};

/** The way on, in words where the word alone would not tell. */
function describeWay(entry: TimelineStep): string {
  const way = wayOn(entry);
  const { by } = isJsonObject(entry.output) ? entry.output : {};
  if (way === 'skipped' && entry.route === undefined) return 'not sent: the contact does not give the consent';
  if (way === 'error' && entry.route === undefined) return '';
  return way !== undefined && entry.kind === 'approve' && typeof by === 'string' ? `${way} by ${by}` : (way ?? '');
}

/** Only what a person would notice. */
function elapsed({ enteredAt, leftAt, failed }: TimelineStep, paint: Paint): string[] {
  // A step that failed the run was never left, but nobody waits for it either.
  if (leftAt === undefined) return failed === true ? [] : [paint.yellow('not left')];
  const seconds = (Date.parse(leftAt) - Date.parse(enteredAt)) / 1000;
  return seconds < 1 ? [] : [paint.dim(shortDuration(seconds))];
}

/** `2d 4h`, `90s` as `1m 30s`: the two largest units. */
export function shortDuration(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'm'],
    [1, 's'],
  ] as const;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0s';
}

/** Values by path, as conditions saw them when the step was entered. */
function sawLines(saw: Json | undefined, paint: Paint): string[] {
  if (!isJsonObject(saw)) return [];
  return Object.entries(saw).map(([path, value]) => `${paint.dim(harmless(path))} = ${formatValue(value)}`);
}

/** What later steps may read of it, where the line above does not say it already. */
function outputLines({ output, kind, route }: TimelineStep, verbose: boolean, paint: Paint): string[] {
  if (!isJsonObject(output) || route !== undefined || kind === 'each' || kind === 'parallel') return [];
  const { error: _, outcome: __, decision: ___, by: ____, saw: _____, ...rest } = output;
  const known = kind === 'wait_for' || kind === 'approve' ? rest : withoutHeaders(rest);
  const entries = Object.entries(known).filter(([name]) => name !== 'skipped');
  const gave = kind === 'approve' || kind === 'wait_for' ? '' : 'gave ';
  return entries.map(([name, value]) => `${paint.dim(gave + harmless(name))} = ${formatValue(value, verbose)}`);
}

/** Headers of an answer are many, and seldom what one looks for. */
function withoutHeaders({ headers: _, ...rest }: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return rest;
}

/** A value in one line. Missing values were null in the machine. */
export function formatValue(value: Json, whole = false): string {
  if (value === null) return 'missing';
  const text = harmless(typeof value === 'object' ? compact(value) : JSON.stringify(value));
  return whole || text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

/** JSON with room to breathe, in one line. */
function compact(value: Json): string {
  if (isJsonList(value)) return `[${value.map(compact).join(', ')}]`;
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(([name, item]) => `${name}: ${compact(item)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return JSON.stringify(value);
}
