import type { Condition, HappenedCondition } from '../../lib/workflow/conditions/condition.ts';
import type { Node, Scope, Target, WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import type { Json, JsonObject } from '../../lib/workflow/json.ts';
import { evaluateByReference } from './evaluate-condition.ts';

/** What a step is told when it asks the world; times in milliseconds. */
export type Answer =
  | { readonly kind: 'output'; readonly after: number; readonly output: Json }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'rejected'; readonly after: number; readonly output: JsonObject }
  | { readonly kind: 'silence' };

/** Everything outside a run. It must give the same answer to the same question. */
export interface World {
  readonly start: number;
  readonly event: JsonObject;
  readonly variants: Readonly<Record<string, string>>;
  /** The contact at a moment, after so many changes by the run's own steps. */
  contact(at: number, changes: number): JsonObject;
  happened(event: string, since: string | null): boolean;
  local(at: number): { readonly date: string; readonly clock: string; readonly weekday: string };
  isOpen(calendar: string, at: number): boolean;
  waitUntil(at: number): number;
  answer(step: string, at: number): Answer;
}

/** What a run does. */
export interface Walk {
  /** Names of steps, one for each time that one is entered, sorted. */
  readonly entered: readonly string[];
  /** The inputs of actions with the values that their texts name, sorted. */
  readonly inputs: readonly string[];
  /** Each `wait_for` with the moment from which on events count for it, sorted. */
  readonly waits: readonly string[];
  readonly end: { readonly outcome: string } | { readonly failed: string };
  readonly endedAt: number;
}

/** One thread of a walk. */
interface Thread {
  readonly world: World;
  readonly entered: string[];
  readonly inputs: string[];
  readonly waits: string[];
  /** Values of items and their indexes. */
  readonly items: JsonObject;
  /** Outputs of steps that can be seen here. */
  steps: Record<string, Json>;
  /** When steps were last entered. */
  times: Record<string, number>;
  jumps: Record<string, number>;
  changes: number;
  now: number;
  /** When the last pause ended. */
  resumed: number | null;
}

/** Where a thread comes out of a scope. */
type Exit = { readonly outcome: string } | { readonly failed: string } | { readonly output: Json };

/**
 * Goes through a graph step by step, as language.md says, with data always read at the moment they are used. It knows
 * nothing of state machines, variables or reads: what it does is what a compiled run must do.
 */
export async function walkGraph(graph: WorkflowGraph, world: World): Promise<Walk> {
  const thread: Thread = {
    world,
    entered: [],
    inputs: [],
    waits: [],
    items: {},
    steps: {},
    times: {},
    jumps: {},
    changes: 0,
    now: world.start,
    resumed: null,
  };
  const exit = await walkScope(graph.root, thread);
  const end = 'output' in exit ? { outcome: 'completed' } : exit;
  return {
    entered: thread.entered.sort(),
    inputs: thread.inputs.sort(),
    waits: thread.waits.sort(),
    end,
    endedAt: thread.now,
  };
}

async function walkScope(scope: Scope, thread: Thread): Promise<Exit> {
  let target = scope.first;
  let output: Json = {};
  for (;;) {
    if (target.kind === 'end') return { outcome: target.outcome };
    if (target.kind === 'fail') return { failed: fillText(target.text, rootsOf(thread)) };
    if (target.kind === 'scope_end') return { output };
    const node = scope.nodes.get(target.step);
    if (node === undefined) throw new Error(`No step ${target.step}`);
    const passed = await pass(node, thread);
    if ('failed' in passed) return passed;
    output = passed.output ?? {};
    if (passed.output !== undefined) thread.steps[node.id] = passed.output;
    target = passed.next;
  }
}

type Passed = { readonly next: Target; readonly output?: Json } | { readonly failed: string };

async function pass(node: Node, thread: Thread): Promise<Passed> {
  const { world } = thread;
  thread.entered.push(node.name);
  thread.times[node.id] = thread.now;
  switch (node.kind) {
    case 'do': {
      const answer = world.answer(node.id, thread.now);
      thread.inputs.push(fillText(JSON.stringify(node.input), rootsOf(thread)));
      if (node.action === 'contact.tag') thread.changes += 1;
      if (answer.kind === 'output') return { next: node.next, output: answer.output };
      if (answer.kind !== 'error') throw new Error('A do step is answered at once');
      const error = { error: { code: answer.code, message: answer.message } };
      return node.onError === undefined ? { failed: answer.code } : { next: node.onError, output: error };
    }
    case 'routes': {
      for (const { id, condition, next } of node.routes) {
        if (await holds(condition, thread)) return { next, output: { route: id } };
      }
      return { next: node.otherwise, output: { route: 'otherwise' } };
    }
    case 'wait':
      thread.now = node.wait.kind === 'duration' ? thread.now + node.wait.seconds * 1000 : world.waitUntil(thread.now);
      thread.resumed = thread.now;
      return { next: node.next };
    case 'wait_for': {
      thread.waits.push(`${node.name} ${thread.resumed === null ? null : new Date(thread.resumed).toISOString()}`);
      const answer = world.answer(node.id, thread.now);
      if (answer.kind === 'output') return resume(thread, answer.after, { next: node.onEvent, output: answer.output });
      const output = { outcome: 'timed_out' };
      return resume(thread, node.timeoutSeconds * 1000, { next: node.onTimeout, output });
    }
    case 'approve': {
      const answer = world.answer(node.id, thread.now);
      if (answer.kind === 'output')
        return resume(thread, answer.after, { next: node.onApprove, output: answer.output });
      if (answer.kind === 'rejected')
        return resume(thread, answer.after, { next: node.onReject, output: answer.output });
      const output = { decision: 'timed_out' };
      return resume(thread, node.timeoutSeconds * 1000, { next: node.onTimeout, output });
    }
    case 'experiment': {
      const variant = world.variants[node.id];
      const found = node.variants.find(({ id }) => id === variant);
      return { next: found?.next ?? node.holdOut, output: { variant: found?.id ?? 'hold_out' } };
    }
    case 'parallel': {
      const threads = node.branches.map(({ scope }) => ({ scope, inner: fork(thread, {}) }));
      return await join(node, thread, threads, (outputs) =>
        Object.fromEntries(node.branches.map(({ id }, index) => [id, outputs[index] ?? {}])),
      );
    }
    case 'each': {
      const list = valueAt(rootsOf(thread), [node.list.root, ...node.list.segments.map(String)]);
      const threads = (Array.isArray(list) ? list : []).map((item: Json, index) => ({
        scope: node.scope,
        inner: fork(thread, { [node.as]: item, [`${node.as}_index`]: index }),
      }));
      return await join(node, thread, threads, (results) => ({ results }));
    }
    case 'jump': {
      const count = thread.jumps[node.id] ?? 0;
      if (count >= node.times) return { next: node.next };
      thread.jumps[node.id] = count + 1;
      return { next: { kind: 'step', step: node.to } };
    }
  }
}

function resume(thread: Thread, after: number, passed: Passed): Passed {
  thread.now += after;
  thread.resumed = thread.now;
  return passed;
}

function fork(thread: Thread, items: JsonObject): Thread {
  return {
    ...thread,
    items: { ...thread.items, ...items },
    steps: { ...thread.steps },
    times: { ...thread.times },
    jumps: { ...thread.jumps },
  };
}

/** All threads go their way; the step is over when the slowest is. */
async function join(
  node: Extract<Node, { readonly kind: 'parallel' | 'each' }>,
  thread: Thread,
  threads: readonly { readonly scope: Scope; readonly inner: Thread }[],
  collect: (outputs: readonly Json[]) => Json,
): Promise<Passed> {
  const outputs: Json[] = [];
  for (const { scope, inner } of threads) {
    const exit = await walkScope(scope, inner);
    if (!('output' in exit)) throw new Error('Generated branches neither end nor fail');
    outputs.push(exit.output);
  }
  thread.now = Math.max(thread.now, ...threads.map(({ inner }) => inner.now));
  if (mayPause(node)) thread.resumed = thread.now;
  return { next: node.next, output: collect(outputs) };
}

/** A step with a pause somewhere inside counts as one, whichever way was taken. */
function mayPause(node: Node): boolean {
  if (node.kind === 'parallel') return node.branches.some(({ scope }) => [...scope.nodes.values()].some(mayPause));
  if (node.kind === 'each') return [...node.scope.nodes.values()].some(mayPause);
  return ['wait', 'wait_for', 'approve'].includes(node.kind);
}

async function holds(condition: Condition, thread: Thread): Promise<boolean> {
  const { world, now } = thread;
  return await evaluateByReference(condition, rootsOf(thread), {
    now: new Date(now).toISOString(),
    ...world.local(now),
    openCalendars: world.isOpen('office', now) ? ['office'] : [],
    happened: (asked: HappenedCondition) => world.happened(asked.event, sinceOf(asked, thread)),
    startOfDay: (date) => `${date}T00:00:00Z`,
  });
}

function sinceOf({ since }: HappenedCondition, { times }: Thread): string | null {
  const at = since === undefined ? undefined : times[since];
  return at === undefined ? null : new Date(at).toISOString();
}

function rootsOf(thread: Thread): JsonObject {
  const { world, items, steps, now, changes } = thread;
  const moment = new Date(now).toISOString();
  return { event: world.event, contact: world.contact(now, changes), steps, now: moment, ...items };
}

/** Texts as the generator writes them, with the values of roots: `{{ path | default: 'nothing' }}`. */
export function fillText(text: string, roots: JsonObject): string {
  return text.replaceAll(/\{\{ ([^ ]+)(?: \| default: '([^']*)')? \}\}/g, (_, path: string, otherwise = '') => {
    const value = valueAt(roots, path.split('.'));
    return value === undefined || value === null || value === '' ? otherwise : String(value);
  });
}

function valueAt(roots: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, name) => {
    return typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined;
  }, roots);
}
