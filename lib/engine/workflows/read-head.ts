import { isJsonObject } from '../../workflow/json.ts';
import { parseDefinition } from '../../workflow/text/parse-definition.ts';

/** What a text says of itself at its top, as far as it can be read. */
export interface DefinitionHead {
  readonly workflow?: string;
  readonly name?: string;
}

/** The id and the name in a text, which may have errors. */
export function readHead(text: string): DefinitionHead {
  const { tree } = parseDefinition(text);
  const { workflow, name } = isJsonObject(tree) ? tree : {};
  return {
    ...(typeof workflow === 'string' ? { workflow } : {}),
    ...(typeof name === 'string' ? { name } : {}),
  };
}
