import { invalid } from '../../errors/app-error.ts';
import type { ActionType } from '../../workflow/catalogue/catalogue.ts';
import type { DoNode } from '../../workflow/graph/graph.ts';
import type { CompileSettings } from '../compile-settings.ts';

/** The catalogue's entry for a step's action. */
export function actionOf({ id, action }: DoNode, { catalogue }: CompileSettings): ActionType {
  const found = catalogue.actions.get(action);
  if (found !== undefined) return found;
  throw invalid({
    code: 'SB425',
    message: `The step "${id}" does "${action}", which this catalogue does not have.`,
    resolution: 'Compile with the catalogue that the definition was checked with.',
  });
}
