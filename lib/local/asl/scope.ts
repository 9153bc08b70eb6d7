import type { Json, JsonObject } from '../../workflow/json.ts';
import type { Scope } from './functions.ts';
import { ownValue } from './json-object.ts';
import { type Branch, retryCount, type Step, stateOf } from './step.ts';

/** What a state knows once its work is done: `$states.result`, or `$states.errorOutput` in a catcher. */
export interface StateResult {
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** What expressions of a branch's current state read. */
export function scopeOf(step: Step, branch: Branch, known?: StateResult): Scope {
  const states = known === undefined ? { input: branch.frame.input } : { input: branch.frame.input, ...known };
  let whole: JsonObject | undefined;
  return {
    known: states,
    lookup: (name) => {
      if (name !== 'states') {
        return variable(branch, name);
      }
      whole ??= { ...states, context: contextOf(step, branch) };
      return whole;
    },
    host: step.services,
  };
}

/** A variable of the branch's own scope or of one around it; ASL keeps their names apart. */
function variable(branch: Branch, name: string): Json | undefined {
  for (let at: Branch | undefined = branch; at !== undefined; at = at.parent) {
    const value = ownValue(at.frame.variables, name);
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}

function contextOf(step: Step, branch: Branch): JsonObject {
  const { execution } = step;
  const { frame } = branch;
  const retriable = 'retry' in stateOf(step, frame);
  const item = itemOf(branch);
  return {
    Execution: {
      Id: execution.identity.id,
      Input: execution.input,
      Name: execution.identity.name,
      RoleArn: execution.identity.roleArn,
      StartTime: isoTime(execution.startedAt),
      RedriveCount: execution.redriveCount,
    },
    StateMachine: { Id: execution.identity.stateMachineId, Name: execution.identity.stateMachineName },
    State: {
      Name: frame.state,
      EnteredTime: isoTime(frame.enteredAt),
      ...(retriable ? { RetryCount: retryCount(frame) } : {}),
    },
    ...(frame.token === null ? {} : { Task: { Token: frame.token } }),
    ...(item === undefined ? {} : { Map: { Item: { Index: item.index, Value: item.value } } }),
  };
}

/** The item of the innermost Map around. */
function itemOf(branch: Branch): Branch['frame']['item'] {
  for (let at: Branch | undefined = branch; at !== undefined; at = at.parent) {
    if (at.frame.item !== undefined) {
      return at.frame.item;
    }
  }
  return undefined;
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
