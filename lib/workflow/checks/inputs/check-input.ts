import type { InputField, RecordName } from '../../catalogue/catalogue.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { joinPointer } from '../../json-pointer.ts';
import { offer } from '../../references/resolve-type.ts';
import { isTemplate } from '../../references/template.ts';
import { parseDuration } from '../../schema/duration.ts';
import { checkName } from './check-name.ts';
import { checkTypedFields, checkTypedValue } from './check-typed-value.ts';
import { type InputSite, readInputText } from './input-site.ts';
import { settableFields } from './settable-fields.ts';

type InputFields = Readonly<Record<string, InputField>>;

/** Checks named inputs: none unknown, none missing, each of its type. */
export function checkInputs(input: JsonObject, fields: InputFields, pointer: string, site: InputSite): void {
  for (const [key, value] of Object.entries(input)) {
    const at = joinPointer(pointer, key);
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field !== undefined) checkInput(value, field, at, site);
    else site.findings.error('SB436', at, `There is no input "${key}" here.${offer(key, Object.keys(fields))}`);
  }
  for (const key in fields) {
    if (Object.hasOwn(input, key) || fields[key]?.optional === true) continue;
    site.findings.error('SB437', pointer, `The input "${key}" is missing. ${fields[key]?.description}`);
  }
}

function checkInput(value: Json, field: InputField, pointer: string, site: InputSite): void {
  if (field.literal === true && typeof value === 'string' && isTemplate(value)) {
    site.findings.error('SB440', pointer, 'This text is taken as it is: references in it mean nothing. Write it out');
    return;
  }
  switch (field.type) {
    case 'text':
      checkTypedValue(
        value,
        field.values === undefined ? { type: 'text' } : { type: 'text', values: field.values },
        pointer,
        site,
      );
      break;
    case 'number':
    case 'boolean':
    case 'time':
    case 'any':
      checkTypedValue(value, { type: field.type }, pointer, site);
      break;
    case 'duration':
      checkDuration(value, pointer, site);
      break;
    case 'list':
      checkList(value, field.of, pointer, site);
      break;
    case 'object':
      if (isJsonObject(value)) checkInputs(value, field.fields, pointer, site);
      else site.findings.error('SB438', pointer, `This must be a map of ${Object.keys(field.fields).join(', ')}`);
      break;
    case 'map':
      checkMap(value, field, pointer, site);
      break;
    default:
      checkName(value, field, pointer, site);
  }
}

function checkDuration(value: Json, pointer: string, { findings }: InputSite): void {
  if (typeof value === 'string' && isTemplate(value)) {
    findings.error('SB440', pointer, 'A duration is written down, not referred to: 4 hours');
    return;
  }
  const read = typeof value === 'string' ? parseDuration(value) : { problem: 'This must be a duration: 4 hours' };
  if ('problem' in read) findings.error('SB438', pointer, read.problem);
}

function checkList(value: Json, item: InputField, pointer: string, site: InputSite): void {
  if (isJsonList(value)) {
    for (const [index, each] of value.entries()) checkInput(each, item, joinPointer(pointer, index), site);
  } else checkReference(value, 'list', pointer, site);
}

function checkMap(
  value: Json,
  field: Extract<InputField, { readonly type: 'map' }>,
  pointer: string,
  site: InputSite,
): void {
  if (!isJsonObject(value)) {
    checkReference(value, 'object', pointer, site);
    return;
  }
  const event = field.dataOf === undefined ? undefined : site.input[field.dataOf];
  const type = site.subject.catalogue.events.get(String(event));
  if (field.keys !== undefined) checkFieldsOf(field.keys, value, pointer, site);
  else if (type !== undefined) checkTypedFields(value, type.data, pointer, site, false);
  else for (const [key, each] of Object.entries(value)) checkInput(each, field.of, joinPointer(pointer, key), site);
}

/** New values of a record's fields. */
function checkFieldsOf(record: RecordName, value: JsonObject, pointer: string, site: InputSite): void {
  const fields = settableFields(record, site.subject.catalogue);
  for (const [key, each] of Object.entries(value)) {
    const at = joinPointer(pointer, key);
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (type !== undefined) checkTypedValue(each, type, at, site);
    else
      site.findings.error(
        'SB441',
        at,
        `There is no field "${key}" of ${record} to set.${offer(key, Object.keys(fields))}`,
      );
  }
}

/** Instead of a list or a map: one reference to one. */
function checkReference(value: Json, wanted: 'list' | 'object', pointer: string, site: InputSite): void {
  const text = typeof value === 'string' && isTemplate(value) ? readInputText(value, pointer, site) : undefined;
  const given = text?.type?.type;
  if (text !== undefined && (given === undefined || given === wanted || given === 'any')) return;
  site.findings.error(
    'SB438',
    pointer,
    wanted === 'list' ? 'This must be a list: [a, b]' : 'This must be a map: { name: value }',
  );
}
