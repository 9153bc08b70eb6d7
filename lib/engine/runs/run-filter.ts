import { invalid } from '../../errors/app-error.ts';
import type { Run, RunStatus } from '../../ports/run.ts';
import type { RunFilter } from '../../ports/run-store.ts';

/** What people ask a list of runs for; not all of it goes together. Times are ISO 8601. */
export interface RunQuery {
  readonly workflow?: string | undefined;
  readonly status?: RunStatus | undefined;
  readonly contact?: string | undefined;
  readonly version?: number | undefined;
  readonly arm?: Run['arm'] | undefined;
  /** Created at or after this moment. */
  readonly from?: string | undefined;
  /** Created before this moment. */
  readonly to?: string | undefined;
}

/**
 * The filter that a query asks for.
 *
 * @throws AppError SB707 the parts do not go together, and which do
 */
export function readRunFilter({ workflow, status, contact, version, arm, from, to }: RunQuery): RunFilter {
  const within = {
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
  };
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    throw refused('The time that runs are asked for ends before it begins.', 'Let `from` be before `to`.');
  }
  const ofVersion = version !== undefined || arm !== undefined;
  if (contact !== undefined) {
    if (workflow !== undefined || status !== undefined || ofVersion) {
      throw refused(
        'Runs are listed by contact, or by workflow, status, version and arm, not by both.',
        'Leave contact out, or all of workflow, status, version and arm.',
      );
    }
    return { contact, ...within };
  }
  if (!ofVersion) {
    const byStatus = status === undefined ? {} : { status };
    return workflow === undefined ? { ...byStatus, ...within } : { workflow, ...byStatus, ...within };
  }
  if (workflow === undefined) {
    throw refused('A version or an arm is one of a workflow, and none is named.', 'Name the workflow, too.');
  }
  if (status !== undefined) {
    throw refused(
      'Runs of a workflow are listed by status, or by version and arm, not by both.',
      'Leave status out, or version and arm; the numbers of a version are in its statistics.',
    );
  }
  return { workflow, ...(version === undefined ? {} : { version }), ...(arm === undefined ? {} : { arm }), ...within };
}

function refused(message: string, resolution: string) {
  return invalid({ code: 'SB707', message, resolution });
}
