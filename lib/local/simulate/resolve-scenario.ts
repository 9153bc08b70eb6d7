import type { Catalogue, EventType, Fields, RecordName } from '../../workflow/catalogue/catalogue.ts';
import { findMisfits } from '../../workflow/catalogue/find-misfits.ts';
import type { Node, StepId, WorkflowGraph } from '../../workflow/graph/graph.ts';
import { listNodes } from '../../workflow/graph/list-nodes.ts';
import type { Issue } from '../../workflow/issue.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { joinPointer } from '../../workflow/json-pointer.ts';
import { suggestion } from '../../workflow/references/nearest-name.ts';
import { durationSeconds } from '../../workflow/schema/duration.ts';
import type { Happening, ScenarioInput } from './case-schema.ts';
import { mergeData, setField, withoutField } from './merge-data.ts';
import type { Scenario, ScenarioEvent, ScenarioRecord, TimelineEntry } from './scenario.ts';
import { readStepAnswers, type StepAnswer } from './step-answer.ts';

/** A Monday, in the morning of Europe and before noon everywhere else that keeps office hours. */
const DEFAULT_NOW = '2026-03-02T09:00:00.000Z';
/** Whose run it is where a workflow has contacts and nothing names one. */
const DEFAULT_CONTACT = 'contact-1';

/** What a case is resolved against. */
export interface ScenarioSource {
  readonly graph: WorkflowGraph;
  readonly catalogue: Catalogue;
  readonly input: ScenarioInput;
  /** Of the case in its file. */
  readonly pointer?: string;
  /** The trigger event's data as it is, without the sample below it: a real event's. */
  readonly exactEvent?: JsonObject;
}

/** The scenario, and everything in it that names what does not exist or does not fit. */
export interface ResolvedScenario {
  readonly scenario: Scenario;
  /** Without line and column: pointers go into the case's file. */
  readonly issues: readonly Issue[];
}

/** Fills in what a case leaves out, from the catalogue's samples and the event itself. */
export function resolveScenario(source: ScenarioSource): ResolvedScenario {
  const { graph, catalogue, input, pointer = '' } = source;
  const issues: Issue[] = [];
  const report: Report = (keys, code, message, severity) => {
    issues.push({ code, severity: severity ?? 'error', pointer: joinPointer(pointer, ...keys), message });
  };
  const trigger = resolveTrigger(source, report);
  const contact = contactOf(graph, trigger);
  warnOfUndeclared({ catalogue, input, report }, trigger.type);
  const startAt = Date.parse(input.now ?? DEFAULT_NOW);
  const nodes = listNodes(graph.root);
  const context: Context = { catalogue, nodes, contact, startAt, report };
  return {
    issues,
    scenario: {
      startAt,
      trigger,
      ...(contact === undefined ? {} : { contact }),
      records: resolveRecords(source, trigger, contact),
      timeline: (input.timeline ?? []).flatMap((entry, index) => resolveHappening(context, entry, index)),
      answers: resolveAnswers(context, input.answers ?? {}),
    },
  };
}

type Report = (keys: readonly (string | number)[], code: string, message: string, severity?: 'warning') => void;

interface Context {
  readonly catalogue: Catalogue;
  readonly nodes: ReadonlyMap<StepId, Node>;
  readonly contact: string | undefined;
  readonly startAt: number;
  readonly report: Report;
}

function resolveTrigger({ graph, catalogue, input, exactEvent }: ScenarioSource, report: Report): ScenarioEvent {
  const { trigger } = graph;
  const type = trigger.kind === 'event' ? catalogue.events.get(trigger.event) : undefined;
  const paths = (input.missing ?? []).map((path) => path.split('.'));
  paths.forEach(([root, field], index) => {
    const known = root === 'event' || (root !== undefined && catalogue.records.has(root as RecordName));
    if (!known || field === undefined) {
      report(['missing', index], 'SB833', 'Name a field of the event or of a record: event.lead.amount, contact.email');
    }
  });
  if (type === undefined) {
    return { data: exactEvent ?? input.event ?? {} };
  }
  // The one event that names the workflow it starts.
  const sample = type.name === 'workflow.enrolled' ? { ...type.sample, workflow: graph.workflow } : type.sample;
  const merged = exactEvent ?? mergeData(sample, input.event ?? {});
  const data = paths
    .filter(([root]) => root === 'event')
    .reduce((kept, [, ...path]) => withoutField(kept, path), merged);
  if (input.missing === undefined) {
    for (const { pointer, problem } of findMisfits(data, type.data)) {
      report(
        ['event'],
        'SB834',
        `${pointer} of ${type.name} ${problem}. ${exactEvent === undefined ? 'List it under missing: if that is the case to test' : 'It is taken as it is, with nothing of the sample: write all of it'}`,
      );
    }
  }
  return { type, data };
}

/** Apps may send more than the catalogue declares, but in a case it is most often a typing error. */
function warnOfUndeclared(
  { catalogue, input, report }: Pick<ScenarioSource, 'catalogue' | 'input'> & { readonly report: Report },
  trigger: EventType | undefined,
): void {
  const warn = (keys: readonly (string | number)[], data: JsonObject | undefined, fields: Fields | undefined): void => {
    if (data === undefined || fields === undefined) return;
    for (const path of findUndeclared(data, fields)) {
      const message = `The catalogue declares no "${path.at(-1)}" here.${suggestion(path.at(-1) ?? '', Object.keys(fields))}`;
      report([...keys, ...path], 'SB839', message, 'warning');
    }
  };
  const fieldsOf = (name: RecordName): Fields | undefined => catalogue.records.get(name)?.fields;
  warn(['event'], input.event, trigger?.data);
  warn(['contact'], input.contact, fieldsOf('contact'));
  const records = Object.entries(input.records ?? {}) as [RecordName, JsonObject][];
  for (const [name, fields] of records) warn(['records', name], fields, fieldsOf(name));
  for (const [index, { event, data, contact }] of (input.timeline ?? []).entries()) {
    warn(['timeline', index, 'data'], data, catalogue.events.get(event ?? '')?.data);
    warn(['timeline', index, 'contact'], contact, fieldsOf('contact'));
  }
}

/** Paths of fields that a type does not declare, outside of open objects. */
function findUndeclared(data: JsonObject, fields: Fields): string[][] {
  return Object.entries(data).flatMap(([name, value]) => {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (type === undefined) return [[name]];
    if (type.type !== 'object' || type.open || !isJsonObject(value)) return [];
    return findUndeclared(value, type.fields).map((path) => [name, ...path]);
  });
}

/** By the trigger's path; a workflow that is started by hand for a segment or a date is started for one contact. */
function contactOf({ trigger }: WorkflowGraph, { data }: ScenarioEvent): string | undefined {
  if (trigger.kind !== 'event') {
    return trigger.kind === 'schedule' && trigger.segment === undefined ? undefined : DEFAULT_CONTACT;
  }
  const id = trigger.contact?.segments.reduce<Json | undefined>(
    (value, name) => (isJsonObject(value) ? value[name] : undefined),
    data,
  );
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/**
 * The contact always exists, if only with its id; other records are as the event has them. What the case says is laid
 * over that.
 */
function resolveRecords(
  { catalogue, input }: ScenarioSource,
  { type, data }: ScenarioEvent,
  contact: string | undefined,
): readonly ScenarioRecord[] {
  const records: ScenarioRecord[] = [];
  const without = (name: string, fields: JsonObject): JsonObject =>
    (input.missing ?? [])
      .map((path) => path.split('.'))
      .filter(([root]) => root === name)
      .reduce((kept, [, ...path]) => withoutField(kept, path), fields);
  const add = (name: RecordName, id: string | undefined, given: JsonObject): void => {
    const carried = data[name];
    const base = mergeData(emptyLists(catalogue, name), isJsonObject(carried) ? carried : {});
    const fields = without(name, mergeData(base, given));
    if (id !== undefined) records.push({ name, id, fields });
  };
  add('contact', contact, input.contact ?? {});
  for (const [name, path] of Object.entries(type?.records ?? {})) {
    if (isOtherRecord(name)) {
      const id = path
        .split('.')
        .reduce<Json | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), data);
      add(name, typeof id === 'string' ? id : undefined, input.records?.[name] ?? {});
    }
  }
  return records;
}

type OtherRecord = Exclude<RecordName, 'contact'>;

function isOtherRecord(name: string): name is OtherRecord {
  return name !== 'contact';
}

/** Lists that are always there, such as tags. */
function emptyLists(catalogue: Catalogue, name: RecordName): JsonObject {
  const fields = Object.entries(catalogue.records.get(name)?.fields ?? {});
  return Object.fromEntries(
    fields.filter(([, { type, optional }]) => type === 'list' && !optional).map(([key]) => [key, []]),
  );
}

function resolveHappening(context: Context, happening: Happening, index: number): TimelineEntry[] {
  const { catalogue, contact, startAt, report, nodes } = context;
  const at =
    happening.at === undefined ? startAt + durationSeconds(happening.after ?? '') * 1000 : Date.parse(happening.at);
  if (at < startAt)
    report(['timeline', index, 'at'], 'SB835', 'This is before the trigger event. The timeline begins with it');
  if (happening.event !== undefined) {
    const type = catalogue.events.get(happening.event);
    if (type === undefined) {
      const names = suggestion(happening.event, catalogue.events.keys());
      report(['timeline', index, 'event'], 'SB836', `There is no event "${happening.event}".${names}`);
      return [];
    }
    return [{ at, kind: 'event', type, data: eventData(type, happening.data ?? {}, contact) }];
  }
  const step = happening.approve ?? happening.reject;
  if (step !== undefined) {
    const key = happening.approve === undefined ? 'reject' : 'approve';
    if (nodes.get(step)?.kind !== 'approve') {
      const approvals = [...nodes.values()].filter(({ kind }) => kind === 'approve').map(({ id }) => id);
      report(['timeline', index, key], 'SB837', `"${step}" is no approve step.${suggestion(step, approvals)}`);
    }
    const { by, comment, edited } = happening;
    const given = { ...(by && { by }), ...(comment && { comment }), ...(edited && { edited }) };
    return [{ at, kind: 'decision', step, decision: key === 'approve' ? 'approved' : 'rejected', ...given }];
  }
  const changed = { ...(happening.contact && { contact: happening.contact }), ...happening.records };
  const records = Object.entries(changed).map(([name, fields]) => ({ name: name as RecordName, id: '', fields }));
  return [{ at, kind: 'records', records }];
}

/** An event of the run's own contact, unless its data says otherwise. */
export function eventData(type: EventType, data: JsonObject, contact: string | undefined): JsonObject {
  const base =
    contact === undefined || type.contact === undefined
      ? type.sample
      : setField(type.sample, type.contact.split('.'), contact);
  return mergeData(base, data);
}

function resolveAnswers(
  { nodes, report }: Context,
  given: Readonly<Record<string, Json>>,
): ReadonlyMap<string, readonly StepAnswer[]> {
  const answers = new Map<string, readonly StepAnswer[]>();
  for (const [step, value] of Object.entries(given)) {
    const node = nodes.get(step);
    const read = node === undefined ? unknownStep(step, nodes) : readStepAnswers(node, value);
    if ('problem' in read) report(['answers', step], 'SB837', read.problem);
    else answers.set(step, read);
  }
  return answers;
}

/** What to say of an id that no step has. */
export function unknownStep(step: string, nodes: ReadonlyMap<StepId, Node>): { readonly problem: string } {
  return { problem: `There is no step "${step}".${suggestion(step, nodes.keys())}` };
}
