import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExecutionState } from '../../../../lib/local/asl/execution-state.ts';
import { toHistoryEvent } from '../../../../lib/local/asl/history-event.ts';
import { pendingEffects } from '../../../../lib/local/asl/pending-effects.ts';
import { type RunOptions, resumeExecution, runToEnd } from '../../../../lib/local/asl/run-execution.ts';
import { answerAfter, isTimedAnswer, neverAnswers } from '../../../../lib/local/asl/task-answer.ts';
import type { Invoke } from '../../../../lib/local/asl/task-caller.ts';
import { createVirtualClock } from '../../../../lib/local/asl/virtual-clock.ts';
import { flowOf, machineOf, type States, started, startTime } from './asl-world.ts';

type Kind = 'task' | 'retried' | 'caught' | 'timed' | 'wait' | 'choice' | 'pass' | 'parallel' | 'map';

interface Plan {
  readonly kinds: readonly Kind[];
  readonly inner: readonly Kind[];
}

const kind = fc.constantFrom<Kind>('task', 'retried', 'caught', 'timed', 'wait', 'choice', 'pass', 'parallel', 'map');
const simple = fc.constantFrom<Kind>('task', 'retried', 'caught', 'timed', 'wait', 'choice', 'pass');
const plans: fc.Arbitrary<Plan> = fc.record({
  kinds: fc.array(kind, { minLength: 1, maxLength: 5 }),
  inner: fc.array(simple, { minLength: 1, maxLength: 3 }),
});

/** States in a row; each adds to variables of its own, and gives on what it got. */
function row(kinds: readonly Kind[], inner: readonly Kind[], prefix: string): States {
  const name = (at: number) => `${prefix}${at} ${kinds[at]}`;
  return Object.fromEntries(
    kinds.map((of, at) => {
      const on = at === kinds.length - 1 ? { End: true } : { Next: name(at + 1) };
      return [name(at), stateOf(of, inner, `${prefix}${at}_`, on, at === kinds.length - 1 ? undefined : name(at + 1))];
    }),
  );
}

function stateOf(of: Kind, inner: readonly Kind[], prefix: string, on: object, next: string | undefined): object {
  const task = { Type: 'Task', Resource: `f_${prefix}`, Arguments: { in: '{% $states.input %}' }, ...on };
  const kept = {
    Assign: { [`v${prefix}`]: '{% $states.result %}' },
    Output: '{% [$states.input, $states.result.n] %}',
  };
  switch (of) {
    case 'task':
      return { ...task, ...kept };
    case 'retried':
      return { ...task, ...kept, Retry: [{ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL', MaxAttempts: 2 }] };
    case 'caught':
      return next === undefined
        ? { ...task, ...kept }
        : {
            ...task,
            ...kept,
            Catch: [{ ErrorEquals: ['States.ALL'], Next: next, Output: '{% $states.errorOutput.Error %}' }],
          };
    case 'timed':
      return { ...task, ...kept, TimeoutSeconds: 30 };
    case 'wait':
      return { Type: 'Wait', Seconds: 60, ...on };
    case 'choice':
      return next === undefined
        ? { Type: 'Pass', ...on }
        : {
            Type: 'Choice',
            Choices: [{ Condition: '{% $random() > 0.5 %}', Next: next, Assign: { [`v${prefix}`]: 1 } }],
            Default: next,
          };
    case 'pass':
      return { Type: 'Pass', Assign: { [`v${prefix}`]: '{% $uuid() %}' }, ...on };
    case 'parallel':
      return {
        Type: 'Parallel',
        Branches: [flowOf(row(inner, [], `${prefix}a`)), flowOf(row(inner, [], `${prefix}b`))],
        Retry: [{ ErrorEquals: ['Odd'], MaxAttempts: 1 }],
        ...on,
      };
    case 'map':
      return {
        Type: 'Map',
        Items: [1, 2, 3],
        MaxConcurrency: 2,
        ItemProcessor: flowOf(row(inner, [], `${prefix}m`)),
        ...on,
      };
  }
}

/** What a function does follows from who calls it with what, so that a second call gives the same. */
function behaviour(seed: number): Invoke {
  return (resource, payload, { retryCount }) => {
    const text = `${seed}${resource}${JSON.stringify(payload)}${retryCount}`;
    const sum = [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 9_973, 7);
    switch (sum % 8) {
      case 0:
        throw Object.assign(new Error('odd'), { name: 'Odd', stack: '' });
      case 1:
        return answerAfter((sum % 50) * 1_000, { n: sum });
      default:
        return { n: sum };
    }
  };
}

/** The same functions, with answers that take no time. */
function atOnce(invoke: Invoke): Invoke {
  return (...call) => {
    const answer = invoke(...call);
    return isTimedAnswer(answer) ? answer.answer : answer;
  };
}

function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function throughJson(state: ExecutionState): ExecutionState {
  return JSON.parse(JSON.stringify(state)) as ExecutionState;
}

describe('a state that was stored', () => {
  test('writing it out and reading it back after each advance changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 9_999 }), async ({ kinds, inner }, seed) => {
        const machine = machineOf(row(kinds, inner, 's'));
        const world = () => ({ machine, input: { seed }, invoke: behaviour(seed), random: dice(seed) });

        const kept = await runToEnd(world());
        const stored = await runToEnd({ ...world(), store: throughJson });

        expect(stored.state).toEqual(throughJson(kept.state));
        expect(stored.history.map(toHistoryEvent)).toEqual(kept.history.map(toHistoryEvent));
        expect(kept.state.status).not.toBe('RUNNING');
      }),
      { numRuns: 200 },
    );
  });

  test('a process killed after any advance, and another that goes on, come to the same end', async () => {
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.integer({ min: 1, max: 9_999 }),
        fc.nat(30),
        async ({ kinds, inner }, seed, killAt) => {
          const machine = machineOf(row(kinds, inner, 's'));
          // A function that is called again starts anew: only where answers take no time does nothing else change.
          const options = { machine, input: { seed }, invoke: atOnce(behaviour(seed)), random: () => 0.25 };
          const whole = await runToEnd(options);

          const resumed = await killedAndResumed(options, killAt);

          expect(resumed.status).toBe(whole.state.status);
          expect(resumed.output).toEqual(whole.state.output);
          expect(resumed.error).toBe(whole.state.error);
          expect(resumed.root.variables).toEqual(whole.state.root.variables);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('what is pending is called and armed again, and nothing else', async () => {
    const running = started(
      {
        All: {
          Type: 'Parallel',
          Branches: [
            flowOf({ Wait: { Type: 'Wait', Seconds: 60, End: true } }),
            flowOf({ Call: { Type: 'Task', Resource: 'call', Arguments: { n: 1 }, TimeoutSeconds: 30, End: true } }),
            flowOf({
              Ask: {
                Type: 'Task',
                Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
                Arguments: { FunctionName: 'ask' },
                HeartbeatSeconds: 20,
                End: true,
              },
            }),
            flowOf({ Again: { Type: 'Task', Resource: 'busy', Retry: [{ ErrorEquals: ['Busy'] }], End: true } }),
            flowOf({ Done: { Type: 'Pass', End: true } }),
          ],
          End: true,
        },
      },
      {
        around: { TimeoutSeconds: 3_600 },
        invoke: (resource) => {
          if (resource === 'busy') {
            throw { error: 'Busy' };
          }
          return resource === 'call' ? neverAnswers() : 'asked';
        },
      },
    );
    await running.settle();

    const effects = pendingEffects(throughJson(running.state()));

    const at = (seconds: number) => ({
      type: 'set-timer',
      timerId: expect.any(String),
      at: startTime + seconds * 1_000,
    });
    expect(effects).toEqual([
      at(3_600),
      at(60),
      {
        type: 'invoke-task',
        taskId: expect.any(String),
        resource: 'call',
        payload: { n: 1 },
        token: undefined,
        stateName: 'Call',
        retryCount: 0,
      },
      at(30),
      at(20),
      at(1),
    ]);
  });

  test('an execution that has ended has nothing pending', async () => {
    const { state } = await runToEnd({ machine: machineOf({ End: { Type: 'Succeed' } }), invoke: () => null });

    expect(pendingEffects(state)).toEqual([]);
  });
});

class Killed extends Error {}

async function killedAndResumed(options: RunOptions, killAt: number): Promise<ExecutionState> {
  const clock = createVirtualClock(startTime);
  let stored = '';
  let advances = 0;
  const store = (state: ExecutionState): ExecutionState => {
    stored = JSON.stringify(state);
    advances += 1;
    if (advances > killAt) {
      throw new Killed();
    }
    return state;
  };
  try {
    return (await runToEnd({ ...options, clock, store })).state;
  } catch (error) {
    if (!(error instanceof Killed)) {
      throw error;
    }
    return resumeExecution(JSON.parse(stored) as ExecutionState, { ...options, clock }).runToEnd();
  }
}
