import type { InputField } from '../catalogue/catalogue.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import type { FilterName } from '../references/filters.ts';
import { isTemplate, parseTemplate, referencesOf } from '../references/template.ts';
import type { Report } from './report.ts';

/** Step Functions writes the text of a failure itself; these are what it can do without a function of ours. */
const FAIL_FILTERS: readonly FilterName[] = ['default', 'upcase', 'downcase'];

/** The references in a text must be readable; whether they lead anywhere is for the checks to say. */
export function checkText(text: string | undefined, pointer: string, report: Report): void {
  if (text === undefined || !isTemplate(text)) return;
  const template = parseTemplate(text);
  if ('problem' in template) report('SB402', pointer, template.problem);
}

/** Every text of an action's input, but for those that the action takes literally, such as code. */
export function checkInput(value: Json, field: InputField | undefined, pointer: string, report: Report): void {
  if (field?.literal === true) return;
  if (typeof value === 'string') checkText(value, pointer, report);
  else if (isJsonList(value)) {
    const of = field?.type === 'list' ? field.of : undefined;
    for (const [index, item] of value.entries()) checkInput(item, of, joinPointer(pointer, index), report);
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      checkInput(item, fieldOf(field, key), joinPointer(pointer, key), report);
    }
  }
}

/** A text of `fail`: beside what is true of all texts, few filters. */
export function checkFailText(text: string, pointer: string, report: Report): void {
  checkText(text, pointer, report);
  const template = parseTemplate(text);
  if ('problem' in template) return;
  const filters = referencesOf(template).flatMap((reference) => reference.filters);
  const refused = filters.find(({ name }) => !FAIL_FILTERS.includes(name));
  if (refused === undefined) return;
  report(
    'SB407',
    pointer,
    `A text of fail takes the filters ${FAIL_FILTERS.join(', ')}, not ${refused.name}. Shape the text in an earlier step`,
  );
}

function fieldOf(field: InputField | undefined, key: string): InputField | undefined {
  if (field?.type === 'object') return field.fields[key];
  return field?.type === 'map' ? field.of : undefined;
}
