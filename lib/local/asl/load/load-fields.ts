import type { Json } from '../../../workflow/json.ts';
import type { ExpressionRights } from '../expression-ast.ts';
import type { Catcher, ConditionField, Exit, NumberField, Retrier, TextField } from '../machine.ts';
import { statesErrors } from '../states-error.ts';
import type { Template } from '../template.ts';
import type { RawCatcher, RawExit, RawRetrier } from './asl-schema.ts';
import {
  atIndex,
  atKey,
  complain,
  type Loading,
  loadExpression,
  loadTemplate,
  loadText,
  type Place,
} from './loading.ts';
import { below } from './problem.ts';

const ordinary: ExpressionRights = { errorOutput: false };
const catching: ExpressionRights = { errorOutput: true };

/** A field that takes any JSON. */
export function optionalTemplate(loading: Loading, value: Json | undefined, place: Place): Template | undefined {
  return value === undefined ? undefined : loadTemplate(loading, value, place, ordinary);
}

/** A field that takes a number or an expression. */
export function loadNumber(loading: Loading, value: number | string, place: Place): NumberField {
  return typeof value === 'number' ? value : loadExpression(loading, value, place, ordinary);
}

/** A field that takes a text or an expression. */
export function loadTextField(loading: Loading, value: string, place: Place): TextField {
  const text = loadText(loading, value, place, ordinary);
  return text.kind === 'constant' ? text.value : text;
}

/** The condition of a choice rule. */
export function loadCondition(loading: Loading, value: boolean | string, place: Place): ConditionField {
  return typeof value === 'boolean' ? value : loadExpression(loading, value, place, ordinary);
}

/** What is given on and assigned on the way to `next`. */
export function loadExit(
  loading: Loading,
  raw: RawExit,
  next: string | undefined,
  place: Place,
  rights: ExpressionRights = ordinary,
): Exit {
  const at = (key: string): Place =>
    place.location === '' ? { pointer: below(place.pointer, key), location: key } : atKey(place, key);
  const assign = Object.entries(raw.Assign ?? {}).map(
    ([name, value]) => [name, loadTemplate(loading, value, atKey(at('Assign'), name), rights)] as const,
  );
  for (const [name] of assign) {
    if (name === 'states') {
      complain(loading, at('Assign').pointer, "The name 'states' is reserved.");
    }
  }
  const output = raw.Output === undefined ? undefined : loadTemplate(loading, raw.Output, at('Output'), rights);
  return { output, assign, next };
}

/** `Next` or `End` of a state: exactly one of them. */
export function loadNext(
  loading: Loading,
  raw: { readonly Next?: string | undefined; readonly End?: boolean | undefined },
  pointer: string,
): string | undefined {
  if ((raw.Next === undefined) !== (raw.End === true)) {
    complain(loading, pointer, 'A state has either Next, or End: true.');
  }
  return raw.Next;
}

/** `Retry`. */
export function loadRetry(loading: Loading, raw: readonly RawRetrier[], pointer: string): Retrier[] {
  checkErrorEquals(loading, raw, below(pointer, 'Retry'));
  return raw.map((retrier) => ({
    errorEquals: retrier.ErrorEquals,
    intervalSeconds: retrier.IntervalSeconds,
    maxAttempts: retrier.MaxAttempts,
    backoffRate: retrier.BackoffRate,
    maxDelaySeconds: retrier.MaxDelaySeconds,
    fullJitter: retrier.JitterStrategy === 'FULL',
  }));
}

/** `Catch`. */
export function loadCatch(loading: Loading, raw: readonly RawCatcher[], pointer: string): Catcher[] {
  checkErrorEquals(loading, raw, below(pointer, 'Catch'));
  return raw.map((catcher, index) => ({
    errorEquals: catcher.ErrorEquals,
    exit: loadExit(
      loading,
      catcher,
      catcher.Next,
      atIndex({ pointer: below(pointer, 'Catch'), location: 'Catch' }, index),
      catching,
    ),
  }));
}

/** States.ALL stands alone, and last. */
function checkErrorEquals(
  loading: Loading,
  entries: ReadonlyArray<{ readonly ErrorEquals: readonly string[] }>,
  pointer: string,
): void {
  for (const [index, { ErrorEquals }] of entries.entries()) {
    if (ErrorEquals.includes(statesErrors.all) && (ErrorEquals.length > 1 || index < entries.length - 1)) {
      complain(
        loading,
        below(pointer, index, 'ErrorEquals'),
        'States.ALL must be the only name of its entry, and its entry the last.',
      );
    }
  }
}
