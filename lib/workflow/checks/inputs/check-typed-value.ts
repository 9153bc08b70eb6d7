import type { Fields, FieldType } from '../../catalogue/catalogue.ts';
import { describeType, findMisfitsOfValue } from '../../catalogue/find-misfits.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { joinPointer } from '../../json-pointer.ts';
import { suggestion } from '../../references/nearest-name.ts';
import { nounOf, offer } from '../../references/resolve-type.ts';
import { isTemplate } from '../../references/template.ts';
import { type InputSite, readInputText } from './input-site.ts';

/** Checks a value, with references anywhere inside, against the type of the field it is for. */
export function checkTypedValue(value: Json, type: FieldType, pointer: string, site: InputSite): void {
  if (typeof value === 'string' && isTemplate(value)) {
    const given = readInputText(value, pointer, site).type;
    if (given === undefined || accepts(type, given)) return;
    site.findings.error('SB438', pointer, `${value} is ${nounOf(given)}, and this must be ${describeType(type)}`);
  } else if (isJsonList(value) && type.type !== 'object') {
    checkItems(value, type, pointer, site);
  } else if (isJsonObject(value) && type.type === 'object') {
    checkTypedFields(value, type.fields, pointer, site, type.open === true);
  } else if (isJsonObject(value) && type.type === 'any') {
    for (const [key, item] of Object.entries(value)) checkTypedValue(item, type, joinPointer(pointer, key), site);
  } else if (findMisfitsOfValue(value, type, '').length > 0) {
    const nearest = type.type === 'text' && type.values !== undefined ? suggestion(String(value), type.values) : '';
    const message = `${JSON.stringify(value)} does not fit: this must be ${describeType(type)}.${nearest}`;
    site.findings.error(nearest === '' ? 'SB438' : 'SB439', pointer, message);
  }
}

/** Checks named fields: none unknown, unless `open`, and none missing that must be there. */
export function checkTypedFields(
  value: JsonObject,
  fields: Fields,
  pointer: string,
  site: InputSite,
  open: boolean,
): void {
  for (const [key, item] of Object.entries(value)) {
    const at = joinPointer(pointer, key);
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (type !== undefined) checkTypedValue(item, type, at, site);
    else if (open) checkTypedValue(item, { type: 'any' }, at, site);
    else site.findings.error('SB436', at, `There is no field "${key}" here.${offer(key, Object.keys(fields))}`);
  }
  for (const [key, type] of Object.entries(fields)) {
    if (Object.hasOwn(value, key) || type.optional === true) continue;
    site.findings.error('SB437', pointer, `"${key}" is missing. Write ${describeType(type)}`);
  }
}

/** Whether a value of that type can stand there. Everything that is one word can be text. */
function accepts(wanted: FieldType, given: FieldType): boolean {
  if (wanted.type === 'any' || given.type === 'any' || wanted.type === given.type) return true;
  return wanted.type === 'text' && given.type !== 'list' && given.type !== 'object';
}

function checkItems(value: readonly Json[], type: FieldType, pointer: string, site: InputSite): void {
  if (type.type !== 'list' && type.type !== 'any') {
    site.findings.error('SB438', pointer, `This is a list, and must be ${describeType(type)}`);
    return;
  }
  const item: FieldType = type.type === 'list' ? type.of : type;
  for (const [index, each] of value.entries()) checkTypedValue(each, item, joinPointer(pointer, index), site);
}
