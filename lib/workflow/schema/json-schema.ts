import { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Json, JsonObject } from '../json.ts';
import { actionInputSchemas } from './action-input-schema.ts';
import { namesSchema } from './catalogue-names-schema.ts';
import { type Choice, choiceOf } from './choice.ts';
import { isCatalogueNames } from './text-schemas.ts';
import { WorkflowSchema } from './workflow-schema.ts';

interface Conversion {
  readonly catalogue: Catalogue;
  /** `$defs`: one for each kind of step, trigger and condition. */
  readonly definitions: Map<string, Json>;
}

const JsonObjectSchema = z.record(z.string(), z.json());

/**
 * The JSON Schema (draft 2020-12) of workflow files, for editors: it completes keys, the catalogue's names and each
 * action's input, and of a step it asks what its kind key asks for. It knows less than `loadWorkflow`, and refuses
 * nothing that loads.
 */
export function definitionJsonSchema(catalogue: Catalogue): JsonObject {
  const definitions = new Map<string, Json>();
  const root = convert(WorkflowSchema, { catalogue, definitions });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A Signalbox workflow',
    ...root,
    $defs: Object.fromEntries(definitions),
  };
}

function convert(schema: z.ZodType, conversion: Conversion): JsonObject {
  const { $schema: _, ...converted } = JsonObjectSchema.parse(
    z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      unrepresentable: 'any',
      override({ zodSchema, jsonSchema }) {
        const choice = choiceOf(zodSchema);
        if (choice !== undefined) Object.assign(jsonSchema, convertChoice(choice, conversion));
        const { names } = jsonSchema;
        if (!isCatalogueNames(names)) return;
        delete jsonSchema.names;
        Object.assign(jsonSchema, namesSchema(names, conversion.catalogue));
      },
    }),
  );
  return converted;
}

function convertChoice(choice: Choice, conversion: Conversion): JsonObject {
  if (choice.by === 'type') return { anyOf: choice.options().map(([, schema]) => convert(schema, conversion)) };
  const name = choice.title.replace('a ', '');
  const { definitions } = conversion;
  if (!definitions.has(name)) {
    const options = Object.entries(choice.options());
    definitions.set(name, describeKinds(name, Object.keys(choice.options())));
    for (const [key, schema] of options)
      definitions.set(`${name}_${key}`, convertOption(name, key, schema, conversion));
  }
  return { $ref: `#/$defs/${name}` };
}

function convertOption(name: string, key: string, schema: z.ZodType, conversion: Conversion): JsonObject {
  const converted = { title: `${name}: ${key}`, ...convert(schema, conversion) };
  return name === 'step' && key === 'do'
    ? { ...converted, allOf: actionInputSchemas(conversion.catalogue) }
    : converted;
}

/** Which kind it is decides which schema it is held to, so that an editor speaks of that one alone. */
function describeKinds(name: string, keys: readonly string[]): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, {}])),
    anyOf: keys.map((key) => ({ required: [key] })),
    allOf: keys.map((key) => ({ if: { required: [key] }, then: { $ref: `#/$defs/${name}_${key}` } })),
  };
}
