import type { Json } from '../../workflow/json.ts';
import type { HistoryDetails, HistoryRecord } from './history-record.ts';

/**
 * An event as `GetExecutionHistory` of the AWS SDK gives it: id, type, time, and the details under the key that
 * belongs to the type, with inputs, outputs and variables as JSON text.
 */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: Date;
  readonly type: HistoryDetails['type'];
  readonly [details: `${string}EventDetails`]: HistoryEventDetails;
}

/** The details of one event. */
type HistoryEventDetails = Readonly<
  Record<string, string | number | { readonly truncated: false } | Readonly<Record<string, string>>>
>;

const complete = { truncated: false } as const;

/** Writes a kept record out in Step Functions' shape. */
export function toHistoryEvent(record: HistoryRecord): HistoryEvent {
  const { id, previousEventId, at, event } = record;
  const details = detailsOf(event);
  const bare = { id, previousEventId, timestamp: new Date(at), type: event.type };
  return details === undefined ? bare : { ...bare, [detailsKey(event.type)]: details };
}

function detailsKey(type: string): `${string}EventDetails` {
  if (type.endsWith('StateEntered')) {
    return 'stateEnteredEventDetails';
  }
  if (type.endsWith('StateExited')) {
    return 'stateExitedEventDetails';
  }
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

function detailsOf(event: HistoryDetails): HistoryEventDetails | undefined {
  const { type, ...rest } = event;
  const details: Record<string, HistoryEventDetails[string]> = {};
  for (const [key, value] of Object.entries(rest) as [string, Json | undefined][]) {
    if (value !== undefined) {
      Object.assign(details, detail(key, value));
    }
  }
  return Object.keys(details).length === 0 ? undefined : details;
}

function detail(key: string, value: Json): Record<string, HistoryEventDetails[string]> {
  switch (key) {
    case 'input':
    case 'output':
      return { [key]: JSON.stringify(value), [`${key}Details`]: complete };
    case 'parameters':
      return { parameters: JSON.stringify(value) };
    case 'assigned':
      return {
        assignedVariables: writtenOut(value as Readonly<Record<string, Json>>),
        assignedVariablesDetails: complete,
      };
    default:
      return { [key]: value as string | number };
  }
}

function writtenOut(variables: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]));
}
