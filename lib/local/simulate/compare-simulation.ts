import { shortEnd } from '../../engine/trials/short-end.ts';
import type { SimulatedMessage, Simulation, SimulationEnd } from '../../engine/trials/simulation.ts';
import { isJsonList, isJsonObject, type Json } from '../../workflow/json.ts';
import { durationSeconds } from '../../workflow/schema/duration.ts';
import type { Expectation, ExpectedMessage, ExpectedOutcome } from './case-schema.ts';

/** Something that is not as the case expects. */
export type Difference =
  | {
      readonly kind: 'value';
      /** What was looked at, in words: `outcome`, `subject of message 2`. */
      readonly what: string;
      readonly expected: string;
      readonly actual: string;
    }
  /** The way the run took, line by line against the one that was expected. */
  | { readonly kind: 'path'; readonly lines: readonly PathLine[] };

/** `missing`: expected and not there. `unexpected`: the other way round. */
export interface PathLine {
  readonly kind: 'same' | 'missing' | 'unexpected';
  readonly text: string;
}

/** Everything in which a simulation differs from what its case expects; empty when the case holds. */
export function compareSimulation(expect: Expectation, simulation: Simulation): readonly Difference[] {
  const { path, outcome, messages, inputs, lasts } = expect;
  const otherEnd = outcome === undefined ? [] : compareOutcome(outcome, simulation.end);
  // Of a run that did not start, everything else is missing for that one reason.
  if (otherEnd.length > 0 && simulation.end.status === 'not_started') return otherEnd;
  return [
    ...otherEnd,
    ...(path === undefined ? [] : comparePath(path, simulation.path)),
    ...(messages === undefined ? [] : compareMessages(messages, simulation)),
    ...(inputs === undefined ? [] : compareInputs(inputs, simulation)),
    ...(lasts === undefined ? [] : compareDuration(lasts, simulation)),
  ];
}

function compareOutcome(expected: ExpectedOutcome, end: SimulationEnd): Difference[] {
  const wanted = typeof expected === 'string' ? expected : Object.entries(expected).flat().join(': ');
  const actual = shortEnd(end);
  return wanted === actual ? [] : [{ kind: 'value', what: 'outcome', expected: wanted, actual: describeEnd(end) }];
}

/** How a simulated run ended, in one line. */
export function describeEnd(end: SimulationEnd): string {
  switch (end.status) {
    case 'failed':
      return `${shortEnd(end)} (${end.error.message})`;
    case 'not_started':
      return `${shortEnd(end)} (${end.detail})`;
    default:
      return shortEnd(end);
  }
}

/** `check` alone is met by every way on from it; `check.no_response` only by that one. */
function fits(expected: string, actual: string): boolean {
  return expected === actual || (!expected.includes('.') && actual.startsWith(`${expected}.`));
}

function comparePath(expected: readonly string[], actual: readonly string[]): Difference[] {
  const lines = alignPaths(expected, actual);
  return lines.every(({ kind }) => kind === 'same') ? [] : [{ kind: 'path', lines }];
}

/** The longest common way stays; what is left over stands where it was expected or found. */
function alignPaths(expected: readonly string[], actual: readonly string[]): PathLine[] {
  const common = (from: number, to: number): number => lengths[from]?.[to] ?? 0;
  const lengths: number[][] = expected.map(() => []);
  for (let from = expected.length - 1; from >= 0; from -= 1) {
    for (let to = actual.length - 1; to >= 0; to -= 1) {
      const same = fits(expected[from] ?? '', actual[to] ?? '');
      const row = lengths[from] ?? [];
      row[to] = same ? common(from + 1, to + 1) + 1 : Math.max(common(from + 1, to), common(from, to + 1));
    }
  }
  const lines: PathLine[] = [];
  let from = 0;
  let to = 0;
  while (from < expected.length || to < actual.length) {
    const [wanted, found] = [expected[from], actual[to]];
    if (wanted !== undefined && found !== undefined && fits(wanted, found)) {
      lines.push({ kind: 'same', text: found });
      from += 1;
      to += 1;
    } else if (wanted !== undefined && (found === undefined || common(from + 1, to) >= common(from, to + 1))) {
      lines.push({ kind: 'missing', text: wanted });
      from += 1;
    } else {
      lines.push({ kind: 'unexpected', text: found ?? '' });
      to += 1;
    }
  }
  return lines;
}

interface SentMessage extends SimulatedMessage {
  readonly step: string;
}

function compareMessages(expected: readonly ExpectedMessage[], { effects }: Simulation): Difference[] {
  const sent: SentMessage[] = effects.flatMap(({ step, messages }) =>
    messages.filter(({ internal }) => !internal).map((message) => ({ ...message, step })),
  );
  if (sent.length !== expected.length) {
    const list = sent.map(({ step, subject }) => `${step}: ${subject}`).join('; ');
    const actual = `${sent.length}${list === '' ? '' : ` (${list})`}`;
    return [{ kind: 'value', what: 'number of messages', expected: String(expected.length), actual }];
  }
  return expected.flatMap((wanted, index) => {
    const found = sent[index];
    return found === undefined ? [] : compareMessage(wanted, found, index + 1);
  });
}

function compareMessage(
  { step, to, subject, text, html }: ExpectedMessage,
  found: SentMessage,
  number: number,
): Difference[] {
  const same = (what: string, expected: string | undefined, actual: string): Difference[] =>
    expected === undefined || expected === actual
      ? []
      : [{ kind: 'value', what: `${what} of message ${number}`, expected, actual }];
  const holds = (what: string, expected: string | readonly string[] | undefined, actual: string): Difference[] =>
    [expected ?? []]
      .flat()
      .filter((part) => !actual.includes(part))
      .map((part) => ({ kind: 'value', what: `${what} of message ${number}`, expected: `… ${part} …`, actual }));
  return [
    ...same('step', step, found.step),
    ...same('receiver', to, found.to.join(', ')),
    ...same('subject', subject, found.subject),
    ...holds('text', text, found.text),
    ...holds('HTML', html, found.html ?? ''),
  ];
}

/** The last call counts: the one that stands after all tries. */
function compareInputs(expected: Readonly<Record<string, Json>>, { effects }: Simulation): Difference[] {
  return Object.entries(expected).flatMap(([step, wanted]) => {
    const found = effects.findLast((effect) => effect.step === step)?.input;
    if (found === undefined) {
      return [
        {
          kind: 'value' as const,
          what: `input of ${step}`,
          expected: JSON.stringify(wanted),
          actual: 'it was not called',
        },
      ];
    }
    return compareValues(`input of ${step}`, wanted, found);
  });
}

/** Fields that are not named are not looked at; lists must be equal. */
function compareValues(what: string, expected: Json, actual: Json | undefined): Difference[] {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(expected).flatMap(([name, value]) => compareValues(`${what}, ${name}`, value, actual[name]));
  }
  if (isJsonList(expected) && isJsonList(actual) && expected.length === actual.length) {
    return expected.flatMap((value, index) => compareValues(`${what}[${index}]`, value, actual[index]));
  }
  if (expected === actual) return [];
  const shown = actual === undefined ? 'missing' : JSON.stringify(actual);
  return [{ kind: 'value', what, expected: JSON.stringify(expected), actual: shown }];
}

function compareDuration(expected: string, { startedAt, endedAt }: Simulation): Difference[] {
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return durationSeconds(expected) === Math.round(seconds)
    ? []
    : [{ kind: 'value', what: 'time from start to end', expected, actual: formatSeconds(seconds) }];
}

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** Seconds as the language writes durations: `7 days 1 hour`. */
export function formatSeconds(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ') || '0 seconds';
}
