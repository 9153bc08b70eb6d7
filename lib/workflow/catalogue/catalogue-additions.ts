import { invalid } from '../../errors/app-error.ts';
import type { ActionType, Catalogue } from './catalogue.ts';

/**
 * The catalogue with the team's own actions beside the built-in ones.
 *
 * @throws AppError SB511 (invalid) when an action of that name exists.
 */
export function withActions(catalogue: Catalogue, actions: readonly ActionType[]): Catalogue {
  const all = new Map(catalogue.actions);
  for (const action of actions) {
    if (all.has(action.name)) {
      throw invalid({
        code: 'SB511',
        message: `There is an action "${action.name}" already.`,
        resolution: 'Give your action another name, for example with your own prefix: acme.score.',
        details: { action: action.name },
      });
    }
    all.set(action.name, action);
  }
  return { ...catalogue, actions: all };
}

/** The catalogue with the message templates that definitions may name. */
export function withMessages(catalogue: Catalogue, ids: Iterable<string>): Catalogue {
  return { ...catalogue, messages: new Set([...catalogue.messages, ...ids]) };
}
