import { type AppError, invalid } from '../../errors/app-error.ts';
import { readYaml } from './read-yaml.ts';
import { replaceRanges } from './replace-ranges.ts';

/** What a copy is called. */
export interface NewNames {
  /** The new id. */
  readonly workflow: string;
  /** Left out: the name stays. */
  readonly name?: string | undefined;
}

/**
 * Gives a definition another id, and another name if wanted; every other byte stays, comments included.
 *
 * @throws AppError SB655 for a text that says no id
 */
export function renameDefinition(text: string, { workflow, name }: NewNames): string {
  const { positions } = readYaml(text);
  const id = positions.value('/workflow');
  if (id === undefined) {
    throw saysNoId();
  }
  const written = JSON.stringify(workflow);
  if (name === undefined) {
    return replaceRanges(text, [{ ...id, text: written }]);
  }
  const title = positions.value('/name');
  if (title !== undefined) {
    return replaceRanges(text, [
      { ...id, text: written },
      { ...title, text: JSON.stringify(name) },
    ]);
  }
  const isFlow = text.trimStart().startsWith('{');
  const added = isFlow ? `${written}, "name": ${JSON.stringify(name)}` : `${written}\nname: ${JSON.stringify(name)}`;
  return replaceRanges(text, [{ ...id, text: added }]);
}

function saysNoId(): AppError {
  return invalid({
    code: 'SB655',
    message: 'The text does not say which workflow it is.',
    resolution: 'Write `workflow: <id>` at its beginning.',
  });
}
