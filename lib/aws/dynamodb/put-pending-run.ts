import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import { refuseEntry } from '../../engine/runs/refuse-entry.ts';
import type { OpenRun } from '../../ports/contact-activity-store.ts';
import type { PutRunOutcome, PutRunRequest } from '../../ports/run-store.ts';
import { type Item, json, jsonOf, number, text, textOf } from './attributes.ts';
import { entryKey, openRunKey, signalHeadKey } from './contact-keys.ts';
import type { FailedConditions } from './dynamo-table.ts';
import { encodeRun, inputKey } from './run-item.ts';
import { versionCountUpdate } from './version-counters.ts';
import { countUpdate } from './workflow-counters.ts';

/** The parts of the transaction that puts a run; its outcomes are read off the same places. */
const RUN = 0;
const ENTRY = 5;
const HEAD = 6;

/**
 * One transaction, so that a run is either there with all that belongs to it, or not at all:
 *
 * ```
 *  run (new) ── input ── counters (2) ── open run on the contact ── mark of entry (may enter?) ── signals (none unseen?)
 *                                        └────────────── only with a contact ─────────────────┘   └─ only with a goal ─┘
 * ```
 */
export function putRunItems(tables: TableNames, request: PutRunRequest, input: Item): readonly TransactWriteItem[] {
  const { run } = request;
  const { id, workflow, createdAt, contact } = run;
  const put = {
    TableName: tables.runs,
    Item: { ...encodeRun(run) },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  return [
    { Put: put },
    { Put: { TableName: tables.runs, Item: { ...inputKey(id), ...input } } },
    countUpdate(tables.runs, { workflow, id, change: { started: 1, open: 1 }, lastRunAt: createdAt }),
    ...versionCountUpdate(tables.runs, run, { started: 1, open: 1 }),
    ...(contact === undefined ? [] : contactItems(tables, request, contact)),
  ];
}

function contactItems(tables: TableNames, request: PutRunRequest, contact: string): readonly TransactWriteItem[] {
  const { run, unless } = request;
  const { id: runId, workflow, version, trigger } = run;
  const openRun: OpenRun = { contact, runId, workflow, version, triggeredAt: trigger.at };
  return [
    { Put: { TableName: tables.contacts, Item: { ...openRunKey(contact, runId), body: json(openRun) } } },
    { Update: enter(tables, request, contact) },
    ...(unless === undefined ? [] : [{ ConditionCheck: noUnseenSignals(tables, unless, contact) }]),
  ];
}

function enter(tables: TableNames, { run, audience }: PutRunRequest, contact: string) {
  const { reentry, overlap } = audience;
  const hasNoOpenRun = 'attribute_not_exists(openRuns)';
  const isFirst = 'attribute_not_exists(enteredAt)';
  const isLongAgo = 'enteredAt <= :longAgo';
  const mayReenter = reentry === 'once' ? isFirst : `(${isFirst} OR ${isLongAgo})`;
  const clauses = [...(overlap ? [] : [hasNoOpenRun]), ...(reentry === 'always' ? [] : [mayReenter])];
  const seconds = typeof reentry === 'string' ? undefined : reentry.seconds;
  return {
    TableName: tables.contacts,
    Key: { ...entryKey(contact, run.workflow) },
    UpdateExpression: 'SET enteredAt = :now ADD openRuns :run',
    ...(clauses.length === 0 ? {} : { ConditionExpression: clauses.join(' AND ') }),
    ExpressionAttributeValues: {
      ':now': text(run.createdAt),
      ':run': { SS: [run.id] },
      ...(seconds === undefined ? {} : { ':longAgo': text(before(run.createdAt, seconds)) }),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

function before(at: string, seconds: number): string {
  return new Date(Date.parse(at) - seconds * 1000).toISOString();
}

function noUnseenSignals(tables: TableNames, unless: NonNullable<PutRunRequest['unless']>, contact: string) {
  const hasNone = 'attribute_not_exists(pk)';
  const areOlder = 'latestAt < :since';
  const wereSeen = 'revision = :seen';
  return {
    TableName: tables.contacts,
    Key: { ...signalHeadKey(contact, unless.event) },
    ConditionExpression: `${hasNone} OR ${areOlder} OR ${wereSeen}`,
    ExpressionAttributeValues: { ':since': text(unless.since), ':seen': number(unless.seen ?? 0) },
  };
}

/** What the conditions that did not hold mean. A run that is there comes before everything else. */
export function refusedPut(request: PutRunRequest, failed: FailedConditions): PutRunOutcome {
  const stored = jsonOf<Extract<PutRunOutcome, { kind: 'exists' }>['run']>(failed[RUN]?.item, 'body');
  if (stored !== undefined) {
    return { kind: 'exists', run: stored };
  }
  const entry = failed[ENTRY]?.item;
  const refusal =
    failed[ENTRY] && refuseEntry(request, { enteredAt: textOf(entry, 'enteredAt'), openRun: entry?.openRuns?.SS?.[0] });
  if (refusal !== undefined) {
    return refusal;
  }
  const { event = '', since = '' } = (failed[HEAD] && request.unless) ?? {};
  return { kind: 'signalled', detail: `${event} came in since ${since}.` };
}
