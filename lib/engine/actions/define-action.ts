import * as z from 'zod/mini';
import { invalid } from '../../errors/app-error.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { Action, ActionContext } from './action.ts';

/** An action with the schema of its input. */
export interface ActionDefinition<Schema extends z.core.$ZodType> {
  /** What `with` must be once it is rendered; zod or zod/mini. */
  readonly input: Schema;
  /** Fields of the input that hold HTML: what templates put there is escaped. Default: none. */
  readonly htmlFields?: readonly string[];
  /** Does it and returns the step's output. Use `context.key` as the idempotency key of whatever you call. */
  run(input: z.output<Schema>, context: ActionContext): Promise<JsonObject>;
}

/**
 * An action whose input is checked before it runs: input that does not fit is the error `bad_input`, and nothing was
 * done.
 *
 * @example
 * const award = defineAction({
 *   input: z.object({ points: z.number() }),
 *   run: async ({ points }, { task, key }) => ({ balance: await loyalty.add(task.run.contact, points, key) }),
 * });
 */
export function defineAction<Schema extends z.core.$ZodType>(definition: ActionDefinition<Schema>): Action {
  return {
    htmlFields: definition.htmlFields ?? [],
    async run(input, context) {
      const parsed = z.safeParse(definition.input, input);
      if (parsed.success) return definition.run(parsed.data, context);
      const problems = parsed.error.issues.map(({ path, message }) => `${['with', ...path].join('.')}: ${message}`);
      throw invalid({
        code: 'bad_input',
        message: `The input of "${context.task.step}" does not fit ${context.task.action}: ${problems.join('; ')}.`,
        resolution:
          'A value that a reference reads is missing or of another type; give it a default, or check it before.',
        details: { effect: 'none' },
      });
    },
  };
}
