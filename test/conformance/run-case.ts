import { expect } from 'vitest';
import type { TaskRequest } from '../../lib/compiler/task-contract.ts';
import type { SimulatedEffect } from '../../lib/engine/trials/simulation.ts';
import { loadMachine } from '../../lib/local/asl/load-machine.ts';
import { type RunningExecution, startExecution } from '../../lib/local/asl/run-execution.ts';
import { neverAnswers } from '../../lib/local/asl/task-answer.ts';
import { createVirtualClock } from '../../lib/local/asl/virtual-clock.ts';
import type { Scenario, TimelineEntry } from '../../lib/local/simulate/scenario.ts';
import type { Json } from '../../lib/workflow/json.ts';
import { LAMBDA } from './asl-fragments.ts';
import type { MotoEngine } from './moto-engine.ts';
import { createRealWorld, type RealWorld, type RealWorldRequest, scriptWorld } from './real-functions.ts';
import { type BothRuns, runOnBoth, type Script, type WorldClock } from './run-on-both.ts';

/** How a case came out on both engines. */
export type CaseOutcome =
  | { readonly kind: 'not_started' }
  /** Its goal stopped the run; moto is not told to stop anything. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'ran'; readonly runs: BothRuns; readonly effects: readonly Effects[] };

type Effects = readonly SimulatedEffect[];
type Case = Omit<RealWorldRequest, 'clock' | 'running'>;

/**
 * Plays a case with the engine's own functions on both engines, each on a world of its own. moto's time does not pass
 * as the case's does, so what happens meanwhile happens after as many calls as it did on the embedded engine's.
 */
export async function runCase(moto: MotoEngine, given: Case): Promise<CaseOutcome> {
  const startAt = Date.now();
  const scenario = moved(given.scenario, startAt);
  const rehearsal = await rehearse({ ...given, scenario });
  if (rehearsal.kind !== 'ran') return { kind: rehearsal.kind };
  const { input, after } = rehearsal;
  const worlds: Promise<{ readonly world: RealWorld; readonly script: Script }>[] = [];
  const script = (clock: WorldClock): Script => {
    const ready = createRealWorld({ ...given, scenario, clock }).then(async (world) => {
      expect(await world.begin(after(0))).toEqual(input);
      return { world, script: scriptWorld(world, after) };
    });
    worlds.push(ready);
    return async (call) => (await ready).script(call);
  };
  const runs = await runOnBoth(moto, { asl: given.subject.asl, input, script });
  const made = await Promise.all(worlds);
  for (const { world } of made) world.close();
  return { kind: 'ran', runs, effects: made.map(({ world }) => world.effects) };
}

type Rehearsal =
  | { readonly kind: 'not_started' | 'stopped' }
  | { readonly kind: 'ran'; readonly input: Json; readonly after: (calls: number) => readonly TimelineEntry[] };

/** Plays the case on the embedded engine in its own time, and notes after how many calls what happened. */
async function rehearse(given: Case): Promise<Rehearsal> {
  const { scenario, subject } = given;
  const clock = createVirtualClock(scenario.startAt);
  let started: RunningExecution | undefined;
  const world = await createRealWorld({ ...given, clock, running: () => startedOr(started) });
  const input = await world.begin([]);
  if (input === undefined) return { kind: 'not_started' };
  const played = new Map<number, TimelineEntry[]>();
  let calls = 0;
  const running = startExecution({
    ...{ machine: loadMachine(subject.asl), input, clock },
    invoke: async (resource, payload) => {
      calls += 1;
      const request = payload as unknown as TaskRequest;
      const answer = await world.perform({ request, payload, functionName: resource.slice(LAMBDA.length) });
      if (answer.kind === 'throws') throw Object.assign(new Error(answer.message), { name: answer.name });
      if (answer.kind === 'returns') return answer.output;
      return 'token' in request ? null : neverAnswers();
    },
  });
  started = running;
  for (const entry of scenario.timeline) {
    running.at(entry.at, async () => {
      played.set(calls, [...(played.get(calls) ?? []), entry]);
      await world.play(entry);
    });
  }
  await running.runToEnd();
  world.close();
  return world.stopped() ? { kind: 'stopped' } : { kind: 'ran', input, after: (count) => played.get(count) ?? [] };
}

function startedOr(running: RunningExecution | undefined): RunningExecution {
  if (running === undefined) throw new Error('nothing happens before the run starts');
  return running;
}

/** The case, begun at another moment. */
function moved(scenario: Scenario, startAt: number): Scenario {
  const by = startAt - scenario.startAt;
  return { ...scenario, startAt, timeline: scenario.timeline.map((entry) => ({ ...entry, at: entry.at + by })) };
}
