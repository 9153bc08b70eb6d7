import type { InputField } from '../catalogue/catalogue.ts';
import { isAddress } from '../checks/inputs/check-name.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { isTemplate } from '../references/template.ts';
import type { MissingName } from './needs.ts';

/** What the value of an action's input names, by the input's type. */
export function collectInputNeeds(value: Json, field: InputField): readonly MissingName[] {
  switch (field.type) {
    case 'list':
      return isJsonList(value) ? value.flatMap((item) => collectInputNeeds(item, field.of)) : [];
    case 'object':
      return entriesOf(value).flatMap(([key, item]) => collectFieldNeeds(item, field.fields[key]));
    case 'map':
      return entriesOf(value).flatMap(([key, item]) => [
        ...(field.keys === 'contact' ? [{ kind: 'contact_fields', name: key } as const] : []),
        ...collectInputNeeds(item, field.of),
      ]);
    default:
      return typeof value === 'string' && !isTemplate(value) ? nameIn(value, field) : [];
  }
}

/** The same of an input that the action may not have. */
export function collectFieldNeeds(value: Json, field: InputField | undefined): readonly MissingName[] {
  return field === undefined ? [] : collectInputNeeds(value, field);
}

function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function nameIn(name: string, field: InputField): readonly MissingName[] {
  switch (field.type) {
    case 'secret':
      return [{ kind: 'secrets', name }];
    case 'segment':
      return [{ kind: 'segments', name }];
    case 'event':
      return [{ kind: 'events', name }];
    case 'message_template':
      return [{ kind: 'messages', name }];
    case 'team':
    case 'assignee':
      return isAddress(name) ? [] : [{ kind: 'teams', name }];
    case 'field':
      return field.record === 'contact' ? [{ kind: 'contact_fields', name }] : [];
    default:
      return [];
  }
}
