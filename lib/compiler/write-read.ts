import type { RecordName } from '../workflow/catalogue/catalogue.ts';
import type { HappenedCondition } from '../workflow/conditions/condition.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { type AslState, expression, literalValue, present } from './asl-state.ts';
import { FAMILIES } from './compile-settings.ts';
import type { PlacedStep } from './data-flow/scope-tree.ts';
import { VARIABLES } from './data-flow/variable-names.ts';
import { initialValues } from './exits.ts';
import { isInReach } from './expressions/state-expressions.ts';
import { OWN_RETRY, OWN_TIMEOUT_SECONDS, retryField } from './retry-policy.ts';
import { RESULT, type StateWriter } from './state-writer.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** The read before a step's state. */
export interface Read {
  readonly plan: WorkflowPlan;
  readonly step: PlacedStep;
  readonly records: readonly RecordName[];
  readonly writer: StateWriter;
  /** Whether the scope starts with it. */
  readonly initialises: boolean;
}

/** The state `<name> (data)`: reads what the next state needs and the run does not hold, into one variable. */
export function writeRead({ plan, step, records, writer, initialises }: Read): AslState {
  const { node, place } = step;
  const { happened, calendars, localTime, calendarWait } = plan.needs(node);
  const queries = [...happened].map(([key, condition]) => [key, queryOf(plan, step, condition)] as const);
  const request = writer.request('read', {
    reads: records.length === 0 ? undefined : records,
    happened: queries.length === 0 ? undefined : Object.fromEntries(queries),
    business_hours: calendars.length === 0 ? undefined : calendars,
    local_time: localTime || undefined,
    wait: calendarWait === undefined ? undefined : literalValue(asJson(calendarWait)),
  });
  return {
    Type: 'Task',
    ...present({
      Resource: plan.settings.functionArn(FAMILIES.read),
      Arguments: request,
      TimeoutSeconds: OWN_TIMEOUT_SECONDS,
      Retry: retryField(OWN_RETRY, 'failures-and-timeouts'),
      Catch: writer.catchErrors('onError' in node ? node.onError : undefined),
      Assign: { ...(initialises ? initialValues(plan, place) : {}), [plan.names.data(place)]: RESULT },
      Output: place.items.length === 0 ? undefined : '{% $states.input %}',
      Next: node.name,
    }),
  };
}

function queryOf(plan: WorkflowPlan, { place }: PlacedStep, query: HappenedCondition): JsonObject {
  const { event, since, withinSeconds, condition } = query;
  const known = since !== undefined && isInReach(plan, place, since);
  return present({
    event,
    since: known ? expression(`$${VARIABLES.entered(since)}`) : null,
    withinSeconds,
    condition: condition === undefined ? undefined : literalValue(asJson(condition)),
  });
}

/** Conditions and waits are plain JSON by construction; absent fields fall away. */
function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
