import type { ApprovalTask, TaskRequest } from '../../compiler/task-contract.ts';
import { taskKey } from '../../engine/runs/task-key.ts';
import { taskInput } from '../../engine/timeline.ts';
import type { OutgoingEvent } from '../../ports/bus.ts';
import type { Ids } from '../../ports/ids.ts';
import { isJsonObject, type Json } from '../../workflow/json.ts';
import type { Invoke } from '../asl/task-caller.ts';
import { createBusEvent } from '../engine/bus-event.ts';
import { createTaskFunctions } from '../engine/task-functions.ts';
import { createSqlitePromotionStore } from '../outbox/sqlite-promotion-store.ts';
import { openApproval, planDecision, planEvent } from './play-entry.ts';
import type { Scenario } from './scenario.ts';
import { createSimulatedActions } from './simulated-actions.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import type { StepAnswer } from './step-answer.ts';

/** Sender of mails that name none. */
const FROM = 'Signalbox <signalbox@example.com>';
/** The functions that the machine calls: the engine's own, but for what the case answers. */
export function createSimulatedFunctions(world: SimulatedWorld, ids: Ids): Invoke {
  const { request, engine, clock, execution, effects } = world;
  const { catalogue, messages, scenario } = request;
  const { stores, holds, database } = engine;
  const actions = createSimulatedActions({ catalogue, clock, ids, effects, records: stores.records });
  const call = createTaskFunctions({
    ...{ catalogue, clock, ids, holds, tokens: execution.ports, email: actions.email, http: actions.http },
    stores: { ...stores, promotions: createSqlitePromotionStore(database.sql) },
    bus: { put: async (events) => putOnBus(world, events), subscribe: async () => {} },
    secrets: { get: async (name) => `whsec_${Buffer.from(`secret ${name}`).toString('base64')}` },
    messages: { get: async (id) => messages.get(id) },
    from: FROM,
    ownActions: {},
    // Nobody is told of what is only tried, and nothing of it is held.
    tell: async () => {},
    scheduler: { at: async () => {}, cancel: async () => {} },
    holding: { whyHeld: async () => undefined },
    durable: async () => {},
  });
  const asked = new Map<string, number>();
  const nextAnswer = (step: string): StepAnswer | undefined => {
    const answers = scenario.answers.get(step) ?? [];
    const count = asked.get(step) ?? 0;
    asked.set(step, count + 1);
    return answers[Math.min(count, answers.length - 1)];
  };
  const recordedRead = createRecordedReads(scenario.reads);
  return async (resource, payload) => {
    // Written by the compiler; `call` checks the envelope.
    const task = payload as unknown as TaskRequest;
    const answer = task.kind === 'read' || task.kind === 'hold' ? undefined : nextAnswer(task.step);
    switch (task.kind) {
      case 'action':
        return actions.perform(task, answer, () => call(resource, payload));
      case 'wait_for':
        if (answer?.kind === 'timed_out') return null;
        await call(resource, payload);
        if (answer?.kind === 'received') planEvent(world, task, answer);
        return null;
      case 'approve':
        await call(resource, payload);
        await noteQuestion(world, task);
        if (answer?.kind === 'decision') planDecision(world, task, answer);
        return null;
      case 'read':
        return recordedRead(payload, task.step) ?? call(resource, payload);
      case 'hold':
        return call(resource, payload);
    }
  };
}
/** A tag or an event that an action puts may wake the run itself, as it would in earnest. */
function putOnBus(world: SimulatedWorld, events: readonly OutgoingEvent[]): void {
  for (const { source, detailType, metadata, data } of events) {
    const { id, timestamp: time } = metadata;
    const event = createBusEvent({ id, source, detailType, detail: { metadata, data }, time });
    world.execution.running()?.at(world.clock.now(), async () => {
      await world.engine.receive(event);
    });
  }
}
async function noteQuestion(world: SimulatedWorld, task: ApprovalTask): Promise<void> {
  const key = taskKey(task);
  const approval = await openApproval(world, (open) => open.key === key);
  if (approval === undefined) return;
  const { question, show, edit, by } = approval;
  world.effects.push({
    at: new Date(world.clock.now()).toISOString(),
    step: task.step,
    input: { question, by, ...(show === undefined ? {} : { show }), ...(edit === undefined ? {} : { edit }) },
    answered: false,
    messages: [],
    requests: [],
  });
}

/** The same question is answered as it was, each answer once. */
function createRecordedReads(reads: Scenario['reads']) {
  const left = new Map([...(reads ?? [])].map(([step, answers]) => [step, [...answers]]));
  return (payload: Json, step: string): Json | undefined => {
    const answers = left.get(step) ?? [];
    const asked = JSON.stringify(isJsonObject(payload) ? taskInput(payload) : payload);
    const index = answers.findIndex(({ input }) => JSON.stringify(input) === asked);
    return index < 0 ? undefined : answers.splice(index, 1)[0]?.output;
  };
}
