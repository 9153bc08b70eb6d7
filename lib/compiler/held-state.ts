import type { DoNode } from '../workflow/graph/graph.ts';
import type { JsonObject } from '../workflow/json.ts';
import { type AslState, expression, present } from './asl-state.ts';
import { FAMILIES } from './compile-settings.ts';
import type { StateWriter } from './state-writer.ts';
import { tokenTask } from './steps/token-task.ts';
import { TASK_ERRORS } from './task-contract.ts';

/**
 * What the held state is handed: the error that says why, and in `each` the item, which has to travel on. No item is
 * named with a capital letter.
 */
const REASON = { Held: expression('$states.errorOutput') };
const ITEM_AND_REASON = expression('$merge([$states.input, {"Held": $states.errorOutput}])');
const INPUT = expression('$states.input');

/**
 * After so long the action is tried again, and is held again if it still has to be: a release that got lost costs a
 * month at most, and a year of holding is far below what an execution's history takes.
 */
const HELD_SECONDS = 30 * 86_400;

/** Takes an action that is kept back to its held state, ahead of the step's own `on_error`. */
export function catchHeld({ heldName, items }: StateWriter): JsonObject {
  return { ErrorEquals: [TASK_ERRORS.held], Output: items.length > 0 ? ITEM_AND_REASON : REASON, Next: heldName };
}

/** Where an action waits for its release: it is entered only when held, and leads back to the action itself. */
export function heldState({ name }: DoNode, writer: StateWriter): AslState {
  const again = present({ Output: writer.items.length > 0 ? INPUT : undefined, Next: name });
  return tokenTask(writer, {
    family: FAMILIES.hold,
    kind: 'hold',
    timeoutSeconds: HELD_SECONDS,
    request: { held: expression('$states.input.Held') },
    catchers: [{ ErrorEquals: ['States.Timeout'], ...again }],
    success: again,
  });
}
