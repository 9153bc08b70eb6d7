import { TASK_ERRORS } from '../compiler/task-contract.ts';
import type { RunError } from '../ports/run.ts';
import { isJsonObject, type Json, type JsonObject } from '../workflow/json.ts';
import { readField } from './read-path.ts';
import { runError } from './runs/apply-status.ts';

/** One step as a run went through it. A step that a run comes back to, or that runs for each item, is there each time. */
export interface TimelineStep {
  /** The state's name, as people wrote it. */
  readonly name: string;
  /** The step's id, where the history tells it. */
  readonly step?: string;
  readonly kind: TimelineKind;
  /** What a `do` did. */
  readonly action?: string;
  /** ISO 8601. */
  readonly enteredAt: string;
  /** Absent: the run is in it, or was stopped in it. */
  readonly leftAt?: string;
  /** What the function was handed: templates literal, with the values they read under `data`. */
  readonly input?: Json;
  /** `steps.<id>`. */
  readonly output?: Json;
  /** The route, or the variant, that was taken. */
  readonly route?: string;
  /** The values that the routes' conditions saw, by path. */
  readonly saw?: Json;
  /** The last error, mended by a later try or not. */
  readonly error?: RunError;
  /** No later try mended it: the step went on by its `on_error` or time-out, or failed the run. */
  readonly failed?: true;
  /** How often the function was called. */
  readonly tries: number;
  /** How many `parallel` and `each` it is inside of. */
  readonly depth: number;
}

/**
 * What a step is, as far as its history tells. `read` stands for a state `<name> (data)`, `hold` for `<name> (held)`,
 * `pass` for the start's assignment of variables, `redrive` for the moment from which what failed was tried again: no
 * person wrote these.
 */
export type TimelineKind =
  | 'do'
  | 'read'
  | 'hold'
  | 'wait_for'
  | 'approve'
  | 'wait'
  | 'routes'
  | 'experiment'
  | 'choice'
  | 'parallel'
  | 'each'
  | 'end'
  | 'fail'
  | 'pass'
  | 'redrive';

interface Entry {
  readonly name: string;
  readonly state: string;
  readonly enteredAt: string;
  readonly depth: number;
  leftAt?: string;
  task?: JsonObject;
  assigned?: readonly [string, Json];
  result?: Json;
  error?: RunError;
  failed?: true;
  tries: number;
}

interface HistoryEvent {
  readonly id: number;
  readonly previous: number;
  readonly type: string;
  readonly at: string;
  readonly details: JsonObject;
}

/** Reads a history of GetExecutionHistory's shape, oldest first, as the steps a person wrote. */
export function createTimeline(history: readonly Json[]): readonly TimelineStep[] {
  const entries: Entry[] = [];
  /** Which entry an event belongs to, by the event's id. */
  const owners = new Map<number, Entry>();
  /** How deep the states are that an event leads to. */
  const depths = new Map<number, number>([[0, 0]]);
  for (const event of history.flatMap(readEvent)) {
    const previous = owners.get(event.previous);
    const depth = depths.get(event.previous) ?? 0;
    const owner = takeEvent(entries, event, { previous, depth });
    depths.set(event.id, OPENS.test(event.type) ? (owner?.depth ?? 0) + 1 : (owner?.depth ?? depth));
    if (owner !== undefined) {
      owners.set(event.id, owner);
    }
  }
  return entries.map(describe);
}

const OPENS = /^(ParallelStateStarted|MapIterationStarted)$/;
const ENTERED = /^(\w+)StateEntered$/;
const EXITED = /^\w+StateExited$/;
const SCHEDULED = /^(LambdaFunction|Task)Scheduled$/;
const SUCCEEDED = /^(LambdaFunction|Task)Succeeded$/;
const FAILED = /^(LambdaFunction|Task)(Failed|TimedOut)$|^EvaluationFailed$/;

/** What an event says about the state it belongs to, and which that is. */
function takeEvent(
  entries: Entry[],
  event: HistoryEvent,
  { previous, depth }: { readonly previous: Entry | undefined; readonly depth: number },
): Entry | undefined {
  const { type, at, details } = event;
  const name = textOf(details.name);
  const state = ENTERED.exec(type)?.[1];
  if (state !== undefined) {
    const entry: Entry = { name, state, enteredAt: at, depth, tries: 0 };
    entries.push(entry);
    return entry;
  }
  if (EXITED.test(type)) {
    const left = previous?.name === name ? previous : entries.findLast((open) => open.name === name && !open.leftAt);
    return left && leave(left, event);
  }
  if (type === 'ExecutionRedriven') {
    entries.push({ name: 'Redriven', state: 'Redrive', enteredAt: at, leftAt: at, depth: 0, tries: 0 });
    return previous;
  }
  if (previous !== undefined) {
    takeTaskEvent(previous, event);
  }
  return previous;
}

/** What an event says about the tries of a task, or about a `fail`. */
function takeTaskEvent(entry: Entry, { type, details }: HistoryEvent): void {
  if (SCHEDULED.test(type)) {
    entry.tries += 1;
    entry.task = payloadOf(details);
    delete entry.failed;
  }
  if (SUCCEEDED.test(type)) {
    entry.result = parseJson(details.output ?? null);
  }
  if (FAILED.test(type) || (type === 'ExecutionFailed' && entry.state === 'Fail')) {
    const error = textOf(details.error);
    entry.error = runError({ error, cause: textOf(details.cause) });
    // What was kept back is tried again after its hold: it has not failed.
    if (error !== TASK_ERRORS.held) {
      entry.failed = true;
    }
  }
}

function leave(entry: Entry, { at, details }: HistoryEvent): Entry {
  entry.leftAt = at;
  const assigned = isJsonObject(details.assignedVariables) ? Object.entries(details.assignedVariables) : [];
  const output = assigned.find(([variable]) => variable.startsWith('step_'));
  if (output !== undefined) {
    entry.assigned = [output[0].slice('step_'.length), parseJson(output[1])];
  }
  return entry;
}

/** The request of a function: itself, or the payload of the call that waits with a token. */
function payloadOf(details: JsonObject): JsonObject {
  const parsed = parseJson(details.input ?? details.parameters ?? null);
  const request = isJsonObject(parsed) ? parsed : {};
  return isJsonObject(request.Payload) ? request.Payload : request;
}

function describe(entry: Entry): TimelineStep {
  const { name, enteredAt, leftAt, task, assigned, error, failed, tries, depth } = entry;
  const [variable, output = entry.result] = assigned ?? [];
  const step = variable ?? (task && textOf(task.step));
  const route = readText(output, 'route') ?? readText(output, 'variant');
  const saw = output === undefined ? undefined : readField(output, 'saw');
  return {
    name,
    ...(step ? { step } : {}),
    kind: kindOf(entry, output),
    ...(typeof task?.action === 'string' ? { action: task.action } : {}),
    enteredAt,
    ...(leftAt === undefined ? {} : { leftAt }),
    ...(task === undefined ? {} : { input: taskInput(task) }),
    ...(output === undefined ? {} : { output }),
    ...(route === undefined ? {} : { route }),
    ...(saw === undefined ? {} : { saw }),
    ...(error === undefined ? {} : { error }),
    ...(failed === undefined ? {} : { failed }),
    tries,
    depth,
  };
}

const STATE_KINDS: Readonly<Record<string, TimelineKind>> = {
  Wait: 'wait',
  Parallel: 'parallel',
  Map: 'each',
  Succeed: 'end',
  Fail: 'fail',
  Pass: 'pass',
  Redrive: 'redrive',
};

function kindOf({ state, task }: Entry, output: Json | undefined): TimelineKind {
  if (state === 'Choice') {
    if (readText(output, 'route') !== undefined) {
      return 'routes';
    }
    return readText(output, 'variant') === undefined ? 'choice' : 'experiment';
  }
  switch (task?.kind) {
    case 'read':
    case 'hold':
    case 'wait_for':
    case 'approve':
      return task.kind;
    default:
      return STATE_KINDS[state] ?? 'do';
  }
}

/** Without what every request carries, and without the token, which never leaves the server side. */
export function taskInput({
  contract: _,
  run: __,
  token: ___,
  now: ____,
  zone: _____,
  ...rest
}: JsonObject): JsonObject {
  return rest;
}

function readText(value: Json | undefined, field: string): string | undefined {
  const found = value === undefined ? undefined : readField(value, field);
  return typeof found === 'string' ? found : undefined;
}

/** What is no event is left out: a history may be of a newer engine. */
function readEvent(event: Json): readonly HistoryEvent[] {
  if (!isJsonObject(event) || typeof event.id !== 'number' || typeof event.type !== 'string') {
    return [];
  }
  const { id, type, previousEventId } = event;
  const details = Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1];
  return [
    {
      id,
      type,
      previous: typeof previousEventId === 'number' ? previousEventId : 0,
      at: textOf(event.timestamp),
      details: isJsonObject(details) ? details : {},
    },
  ];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Histories write values as JSON text; what is cut off by their bound stays as it is. */
function parseJson(text: Json): Json {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as Json) : text;
  } catch {
    return text;
  }
}
