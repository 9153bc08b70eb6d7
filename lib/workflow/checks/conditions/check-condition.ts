import type { Catalogue } from '../../catalogue/catalogue.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { joinPointer } from '../../json-pointer.ts';
import { parsePath } from '../../references/parse-path.ts';
import { offer } from '../../references/resolve-type.ts';
import { checkExpression } from '../expressions/check-expression.ts';
import { readPathType } from '../references/read-text.ts';
import type { Findings, Site } from '../subject.ts';
import { type Place, recordsOf } from '../types/roots.ts';
import { checkOperator } from './check-operator.ts';
import { OPERATORS } from './operators.ts';

/** Checks what stands behind an `if`: names, references, and whether operators fit what they are used on. */
export function checkCondition(condition: Json | undefined, pointer: string, site: Site): void {
  if (isJsonList(condition)) {
    for (const [index, item] of condition.entries()) checkCondition(item, joinPointer(pointer, index), site);
  } else if (isJsonObject(condition)) checkParts(condition, pointer, site);
}

function checkParts(condition: JsonObject, pointer: string, site: Site): void {
  const { subject, findings, ask } = site;
  for (const [key, value] of Object.entries(condition)) {
    const at = joinPointer(pointer, key);
    if (key === 'all' || key === 'any' || key === 'not') checkCondition(value, at, site);
    else if (key === 'happened' || key === 'not_happened') checkHappened(condition, String(value), pointer, at, site);
    else if (key === 'business_hours') checkCalendarName(String(value), at, subject.catalogue, findings);
    else if (key === 'expression') checkExpression(String(value), at, ask, findings);
  }
  if (typeof condition.field === 'string') checkField(condition, condition.field, pointer, site);
}

function checkField(condition: JsonObject, field: string, pointer: string, { ask, findings }: Site): void {
  const parsed = parsePath(field);
  if ('problem' in parsed) return;
  const read = readPathType(parsed.path, joinPointer(pointer, 'field'), ask, findings);
  for (const [name, value] of Object.entries(condition)) {
    const rule = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (rule === undefined) continue;
    const at = joinPointer(pointer, name);
    checkOperator({ name, rule, value, pointer: at, field, type: read?.type ?? { type: 'any' } }, ask, findings);
  }
}

function checkHappened(condition: JsonObject, event: string, pointer: string, at: string, site: Site): void {
  const { subject, findings, place } = site;
  const { catalogue, graph, flow, rootsAt } = subject;
  checkEventName(event, at, catalogue, findings);
  if (place.kind !== 'step' || place.received !== undefined) {
    const message =
      place.kind === 'trigger'
        ? 'What happened since the start cannot be asked before it. Ask it in routes'
        : 'What happened cannot be asked about another event. Ask it in routes behind this';
    findings.error('SB443', at, message);
    return;
  }
  if (!recordsOf(graph.trigger, catalogue).includes('contact')) {
    findings.error(
      'SB315',
      at,
      'Only a contact has a history, and a run of this workflow has none. Use another condition',
    );
  }
  if (typeof condition.since === 'string') checkSince(condition.since, joinPointer(pointer, 'since'), site);
  const inner: Place = { ...place, received: event };
  checkCondition(condition.if, joinPointer(pointer, 'if'), { ...site, place: inner, ask: rootsAt(inner) });

  function checkSince(id: string, where: string, { ask }: Site): void {
    const known = [...flow.steps.keys()];
    const root = ask({ root: 'steps', segments: [id] });
    if (!flow.steps.has(id)) findings.error('SB444', where, `There is no step "${id}".${offer(id, known)}`);
    else if (root.kind === 'wrong') findings.error(root.code, where, root.message);
  }
}

/** SB424 */
export function checkEventName(name: string, pointer: string, catalogue: Catalogue, findings: Findings): void {
  if (catalogue.events.has(name)) return;
  findings.error('SB424', pointer, `There is no event "${name}".${offer(name, [...catalogue.events.keys()])}`);
}

/** SB429 */
export function checkCalendarName(name: string, pointer: string, catalogue: Catalogue, findings: Findings): void {
  if (catalogue.calendars.has(name)) return;
  findings.error('SB429', pointer, `There is no calendar "${name}".${offer(name, [...catalogue.calendars.keys()])}`);
}
