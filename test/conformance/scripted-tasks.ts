import {
  type ActionTask,
  type ApprovalTask,
  type ReadTask,
  TASK_ERRORS,
  type TaskRequest,
  type WaitForTask,
} from '../../lib/compiler/task-contract.ts';
import { sampleValue } from '../../lib/local/simulate/sample-value.ts';
import type { Scope } from '../../lib/workflow/graph/graph.ts';
import type { Json } from '../../lib/workflow/json.ts';
import type { Chance } from './chance.ts';
import type { Script, ScriptedAnswer } from './run-on-both.ts';
import type { Subject } from './scripted-run.ts';

/** What answers are made of. */
export interface TaskSource extends Pick<Subject, 'graph' | 'catalogue'> {
  readonly chance: Chance;
  readonly now: number;
  readonly record: (name: string) => Json;
  /** Plants values to try into data at a root, or at a place below it. */
  readonly fill: (root: string, prefix: readonly string[], base: Json) => Json;
}

/**
 * Answers by chance: success, failures that pass, failures that stay, time-outs, events, decisions. An answer depends
 * on what is asked, not on when, so that engines which go on in another order are answered alike.
 */
export function scriptTasks(source: TaskSource): Script {
  const temper = tempersOf(source.graph.root, source.chance);
  const tries = new Map<string, number>();
  return ({ request }) => {
    const { kind, step, iteration = [] } = request;
    const key = [kind, step, ...iteration];
    const attempt = tries.get(JSON.stringify(key)) ?? 0;
    tries.set(JSON.stringify(key), attempt + 1);
    const failure = failureOf(source.chance, request, { temper: temper.get(step) ?? 'any', attempt, key });
    return failure ?? success(source, request, key);
  };
}

/**
 * How a step may fail for good. Where several threads are at work, it must not matter which fails first: so of
 * parallel branches one may fail, and in a list all failures are the same one.
 */
type Temper = 'any' | 'same' | 'never';

function tempersOf(scope: Scope, chance: Chance, temper: Temper = 'any'): ReadonlyMap<string, Temper> {
  return new Map(
    [...scope.nodes.values()].flatMap((node): (readonly [string, Temper])[] => {
      if (node.kind === 'each') {
        const inner = temper === 'never' ? temper : 'same';
        return [[node.id, temper], ...tempersOf(node.scope, chance, inner)];
      }
      if (node.kind !== 'parallel') return [[node.id, temper]];
      const failing = chance.pick(['failing branch', node.id], node.branches);
      const inner = node.branches.flatMap((branch) => [
        ...tempersOf(branch.scope, chance, branch === failing ? temper : 'never'),
      ]);
      return [[node.id, temper], ...inner];
    }),
  );
}

interface Try {
  readonly temper: Temper;
  readonly attempt: number;
  readonly key: readonly (string | number)[];
}

function failureOf(chance: Chance, request: TaskRequest, { temper, attempt, key }: Try): ScriptedAnswer | undefined {
  if (chance.below(0.12, 'passes', ...key)) {
    const failures = chance.pick(['how often', ...key], [1, 1, 2]) ?? 1;
    return attempt < failures ? passing(chance, request, key) : undefined;
  }
  // All items of a list go wrong at the same step, or none does.
  const [who, often] = temper === 'same' ? [[request.kind, request.step], 0.15] : [key, 0.2];
  if (temper === 'never' || !chance.below(request.kind === 'action' ? often : often / 4, 'stays', ...who))
    return undefined;
  if (temper === 'same') return { kind: 'throws', name: TASK_ERRORS.permanent, message: 'broken: as scripted' };
  const ways: readonly ScriptedAnswer[] = [
    { kind: 'throws', name: TASK_ERRORS.permanent, message: `no_luck: ${request.step}: "quoted" \\ text` },
    { kind: 'throws', name: TASK_ERRORS.transient, message: `busy: ${request.step}` },
    { kind: 'throws', name: 'TypeError', message: 'undefined is not a function' },
    { kind: 'throws', name: TASK_ERRORS.permanent, message: 'no code' },
    ...(request.kind === 'action' ? [TIMED_OUT, TIMED_OUT] : []),
  ];
  return chance.pick(['way', ...key], ways);
}

const TIMED_OUT: ScriptedAnswer = { kind: 'times_out' };

/** A time-out of a wait is an answer, not a failure that is tried again. */
function passing(chance: Chance, request: TaskRequest, key: readonly (string | number)[]): ScriptedAnswer {
  const busy: ScriptedAnswer = { kind: 'throws', name: TASK_ERRORS.transient, message: 'busy: try again' };
  const crash: ScriptedAnswer = { kind: 'throws', name: 'Runtime.ExitError', message: 'crashed' };
  const held: ScriptedAnswer = { kind: 'throws', name: TASK_ERRORS.held, message: 'disabled: later' };
  const ways = request.kind === 'action' ? [busy, crash, TIMED_OUT, held, held] : [busy, crash];
  return chance.pick(['passing', ...key], ways) ?? busy;
}

function success(source: TaskSource, request: TaskRequest, key: readonly (string | number)[]): ScriptedAnswer {
  switch (request.kind) {
    case 'action':
      return { kind: 'returns', output: actionOutput(source, request, key) };
    case 'read':
      return { kind: 'returns', output: readResult(source, request, key) };
    case 'wait_for':
      return waitResult(source, request, key);
    case 'approve':
      return decision(source, request, key);
    case 'hold':
      return source.chance.below(0.3, 'never released', ...key) ? TIMED_OUT : { kind: 'completes', output: {} };
  }
}

function actionOutput(
  { catalogue, fill, chance }: TaskSource,
  { action, step }: ActionTask,
  key: readonly (string | number)[],
): Json {
  const fields = catalogue.actions.get(action)?.output ?? {};
  const base = sampleValue({ type: 'object', fields }, `${action} ${chance.pick(key, ['one', 'two', 'ünicode "3"'])}`);
  return fill('steps', [step], base);
}

function readResult(source: TaskSource, task: ReadTask, key: readonly (string | number)[]): Json {
  const { chance, record, now } = source;
  const { reads, happened, business_hours: calendars, local_time: localTime, wait } = task;
  const date = new Date(now).toISOString().slice(0, 10);
  return {
    ...(reads === undefined ? {} : { records: Object.fromEntries(reads.map((name) => [name, record(name)])) }),
    ...(happened === undefined
      ? {}
      : { happened: Object.fromEntries(Object.keys(happened).map((id) => [id, chance.below(0.5, id, ...key)])) }),
    ...(calendars === undefined
      ? {}
      : { business_hours: Object.fromEntries(calendars.map((id) => [id, chance.below(0.5, id, ...key)])) }),
    ...(localTime === true
      ? {
          local_time: {
            date,
            clock: chance.pick(['clock', ...key], ['03:00', '09:00', '12:30', '23:00']) ?? '12:30',
            weekday: chance.pick(['weekday', ...key], ['mon', 'tue', 'sat', 'sun']) ?? 'mon',
          },
        }
      : {}),
    ...(wait === undefined ? {} : { until: new Date(now + 3 * 86_400_000).toISOString() }),
  };
}

function waitResult(source: TaskSource, task: WaitForTask, key: readonly (string | number)[]): ScriptedAnswer {
  const { chance, catalogue, fill } = source;
  if (chance.below(0.45, 'no event', ...key)) return TIMED_OUT;
  const fields = catalogue.events.get(task.event)?.data ?? {};
  const sample = sampleValue({ type: 'object', fields }, 'received');
  const received = fill('steps', [task.step, 'received'], sample);
  return { kind: 'completes', output: { received, at: new Date(source.now).toISOString() } };
}

function decision({ chance }: TaskSource, task: ApprovalTask, key: readonly (string | number)[]): ScriptedAnswer {
  if (chance.below(0.25, 'nobody', ...key)) return TIMED_OUT;
  const by = 'ana@example.com';
  const comment = chance.pick(['comment', ...key], [undefined, 'fine', 'a "quoted" \\ line\nend']);
  const said = comment === undefined ? {} : { comment };
  const edited = Object.fromEntries(Object.keys(task.edit ?? {}).map((name) => [name, `${name} as edited`]));
  const changed = task.edit === undefined ? {} : { edited };
  if (chance.below(0.4, 'rejected', ...key)) {
    const cause = JSON.stringify({ decision: 'rejected', by, ...said, ...changed });
    return { kind: 'refuses', error: TASK_ERRORS.rejected, cause };
  }
  return { kind: 'completes', output: { decision: 'approved', by, ...said, ...changed } };
}
