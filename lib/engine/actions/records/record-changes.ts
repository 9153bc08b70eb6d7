import { invalid, notFound } from '../../../errors/app-error.ts';
import type { StoredRecord } from '../../../ports/record-store.ts';
import type { RecordName, RecordType } from '../../../workflow/catalogue/catalogue.ts';
import { findMisfitsOfValue } from '../../../workflow/catalogue/find-misfits.ts';
import type { JsonObject } from '../../../workflow/json.ts';
import type { ActionContext } from '../action.ts';
import { recordId } from '../read-records.ts';

/** The id of the run's record of that name. */
export function requireId({ task }: ActionContext, name: RecordName): string {
  const id = recordId(task.run, name);
  if (id !== undefined) return id;
  throw invalid({
    code: `no_${name}`,
    message: `The run of "${task.step}" is about no ${name}.`,
    resolution: `Use ${task.action} in workflows whose trigger event is about a ${name}.`,
  });
}

/** The run's record of that name as it is now. */
export function requireRecord(context: ActionContext, name: RecordName): StoredRecord {
  const id = requireId(context, name);
  const record = context.records[name];
  if (record !== undefined) return record;
  throw notFound({
    code: 'record_missing',
    message: `The ${name} ${id} does not exist (any more).`,
    resolution: 'Give the step an on_error, if that may be.',
  });
}

/** Refuses values that are not of their field's type, fields that do not exist, and another identity. */
export function checkFields(values: JsonObject, { name, fields }: RecordType, step: string): void {
  const problems = Object.entries(values).flatMap(([field, value]) => {
    const type = fields[field];
    if (type === undefined || field === 'id') return [`${name} has no field "${field}" that can be set`];
    return findMisfitsOfValue(value, type, '').map(
      // The value may be personal data: only what it should be is told.
      ({ problem }) => `${field} ${problem.slice(problem.lastIndexOf('must be'))}`,
    );
  });
  if (problems.length === 0) return;
  throw invalid({
    code: 'bad_value',
    message: `"${step}" cannot change the ${name}: ${problems.join('; ')}.`,
    resolution: 'Give each field a value of its type.',
  });
}

/** A change as the store made it. `before` is absent when it created the record. */
export interface RecordChange {
  readonly before?: StoredRecord;
  readonly after: StoredRecord;
}

/**
 * Names of the fields that a change touched, sorted. After a try that was cut off the change may be there already, and
 * its event not: all that was asked for counts then, and the event's id makes it one event.
 */
export function changedFields(
  patch: { readonly set: JsonObject; readonly unset?: readonly string[] },
  { before, after }: RecordChange,
  repeated: boolean,
): string[] {
  const asked = [...Object.keys(patch.set), ...(patch.unset ?? [])];
  const changed = asked.filter((field) => repeated || !same(before?.[field], after[field]));
  return [...new Set(changed)].sort();
}

/** Stores keep the order of keys they were given, so equal text is equal value; a false alarm costs an event. */
function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
