import type { ActionType, Catalogue, InputField } from '../catalogue/catalogue.ts';
import type { Json, JsonObject } from '../json.ts';
import { oneOfNames, peopleSchema } from './catalogue-names-schema.ts';
import { DURATION_PATTERN } from './duration.ts';

/** Text with a reference in it, whose value is known in a run alone. */
const TEMPLATE: JsonObject = { type: 'string', pattern: '\\{\\{' };

/** For each action: if `do` names it, what `with` takes. To stand under `allOf` of the step. */
export function actionInputSchemas(catalogue: Catalogue): JsonObject[] {
  return [...catalogue.actions.values()].map((action) => {
    const input = objectSchema(action.input, catalogue);
    const isRequired = Object.values(action.input).some(({ optional }) => optional !== true);
    return {
      if: { properties: { do: { const: action.name } } },
      then: {
        properties: { with: { ...input, description: action.description } },
        ...(isRequired ? { required: ['with'] } : {}),
      },
    };
  });
}

function objectSchema(fields: ActionType['input'], catalogue: Catalogue): JsonObject {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, fieldSchema(field, catalogue)])),
    required: entries.filter(([, { optional }]) => optional !== true).map(([name]) => name),
    additionalProperties: false,
  };
}

function fieldSchema(field: InputField, catalogue: Catalogue): JsonObject {
  const value = valueSchema(field, catalogue);
  const { description } = field;
  if (field.literal === true || field.type === 'any') return { description, ...value };
  return { description, anyOf: [value, TEMPLATE] };
}

function valueSchema(field: InputField, catalogue: Catalogue): JsonObject {
  switch (field.type) {
    case 'text':
      return field.values === undefined ? { type: 'string' } : { enum: field.values };
    case 'number':
    case 'boolean':
      return { type: field.type };
    case 'time':
      return { type: 'string' };
    case 'any':
      return {};
    case 'duration':
      return { type: 'string', pattern: DURATION_PATTERN.source };
    case 'secret':
      return oneOfNames(catalogue.secrets);
    case 'team':
      return oneOfNames(catalogue.teams.keys());
    case 'segment':
      return oneOfNames(catalogue.segments);
    case 'event':
      return oneOfNames(catalogue.events.keys());
    case 'workflow':
      return { type: 'string' };
    case 'message_template':
      return oneOfNames(catalogue.messages);
    case 'assignee':
      return peopleSchema(catalogue);
    case 'field':
      return oneOfNames(recordFields(field.record, catalogue));
    case 'list':
      return { type: 'array', items: fieldSchema(field.of, catalogue) };
    case 'object':
      return objectSchema(field.fields, catalogue);
    case 'map':
      return mapSchema(field, catalogue);
  }
}

function mapSchema(field: Extract<InputField, { type: 'map' }>, catalogue: Catalogue): JsonObject {
  const keys: { propertyNames?: Json } =
    field.keys === undefined ? {} : { propertyNames: oneOfNames(recordFields(field.keys, catalogue)) };
  return { type: 'object', additionalProperties: fieldSchema(field.of, catalogue), ...keys };
}

function recordFields(record: Parameters<Catalogue['records']['get']>[0], catalogue: Catalogue): string[] {
  return Object.keys(catalogue.records.get(record)?.fields ?? {});
}
