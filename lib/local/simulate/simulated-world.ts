import type { SimulatedEffect } from '../../engine/trials/simulation.ts';
import type { Catalogue, EventType } from '../../workflow/catalogue/catalogue.ts';
import type { WorkflowGraph } from '../../workflow/graph/graph.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { MessageTemplate } from '../../workflow/messages/message-template.ts';
import type { VirtualClock } from '../asl/virtual-clock.ts';
import { type BusEvent, createBusEvent } from '../engine/bus-event.ts';
import type { Scenario } from './scenario.ts';
import type { SimulatedEngine } from './simulated-engine.ts';
import type { SimulatedExecution } from './simulated-execution.ts';

/** What to simulate. */
export interface SimulationRequest {
  readonly graph: WorkflowGraph;
  readonly catalogue: Catalogue;
  readonly messages: ReadonlyMap<string, MessageTemplate>;
  readonly scenario: Scenario;
  /** Asked ahead of every call of a function; `false` stops the run there. */
  readonly mayGoOn?: () => boolean;
}

/** Everything that one simulation works on. */
export interface SimulatedWorld {
  readonly request: SimulationRequest;
  readonly clock: VirtualClock;
  readonly engine: SimulatedEngine;
  readonly execution: SimulatedExecution;
  readonly effects: SimulatedEffect[];
  readonly notes: string[];
  /** Numbers the events of the case. */
  readonly nextEvent: () => string;
}
/** An event as an app would put it on the bus at this moment. */
export function busEventNow(
  { clock, nextEvent }: SimulatedWorld,
  { source, detailType }: EventType,
  data: JsonObject,
): BusEvent {
  const time = new Date(clock.now()).toISOString();
  return createBusEvent({ id: nextEvent(), source, detailType, detail: { data, metadata: { timestamp: time } }, time });
}
