import type { ActionTask } from '../../compiler/task-contract.ts';
import { fault } from '../../errors/app-error.ts';
import type { Json } from '../../workflow/json.ts';
import type { ActionFacts } from './action.ts';
import type { Actions } from './built-in-actions.ts';
import { type RunActionPorts, runAction } from './run-action.ts';
import { withTaskErrors } from './task-error.ts';

export interface ActionHandlerDeps {
  readonly actions: Actions;
  /** The catalogue's action types, of which the frame needs little. */
  readonly types: ReadonlyMap<string, ActionFacts>;
  readonly ports: RunActionPorts;
}

/**
 * What the function of a family does with a task: one of its actions, inside the frame. The embedded engine hands it
 * the actions of all families. Errors are thrown as state machines know them.
 */
export function createActionHandler({ actions, types, ports }: ActionHandlerDeps): (task: ActionTask) => Promise<Json> {
  return (task) =>
    withTaskErrors(() => {
      const action = actions[task.action];
      const facts = types.get(task.action);
      if (action === undefined || facts === undefined) throw unknownAction(task.action);
      return runAction(task, facts, action, ports);
    });
}

function unknownAction(name: string): Error {
  return fault({
    code: 'unknown_action',
    message: `This function does not serve the action "${name}".`,
    resolution: 'Deploy the stack again: the workflow was compiled with another catalogue.',
  });
}
