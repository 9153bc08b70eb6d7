import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { TableNames } from '../../config/tables.ts';
import { countChange } from '../../engine/runs/count-change.ts';
import type { OpenRun } from '../../ports/contact-activity-store.ts';
import { hasEnded, mayStillConvert, type Run } from '../../ports/run.ts';
import { type Item, json, number } from './attributes.ts';
import { entryKey, openRunKey } from './contact-keys.ts';
import { encodeRun, inputKey } from './run-item.ts';
import { versionCountUpdate } from './version-counters.ts';
import { countUpdate } from './workflow-counters.ts';

/** The transaction that changes a run: the record if nobody else did, its numbers, and what its contact knows of it. */
export function replaceRunItems(tables: TableNames, stored: Run, next: Run): readonly TransactWriteItem[] {
  const { id, workflow } = next;
  const change = countChange(stored, next);
  const put = {
    TableName: tables.runs,
    Item: { ...encodeRun(next) },
    ConditionExpression: 'revision = :stored',
    ExpressionAttributeValues: { ':stored': number(stored.revision) },
  };
  return [
    { Put: put },
    ...(Object.keys(change).length === 0 ? [] : [countUpdate(tables.runs, { workflow, id, change })]),
    ...versionCountUpdate(tables.runs, next, change),
    ...(hasEnded(stored) === hasEnded(next) ? [] : endItems(tables, next)),
  ];
}

/** At the end of a run, or at its redrive. */
function endItems(tables: TableNames, run: Run): readonly TransactWriteItem[] {
  const { id, expiresAt, contact } = run;
  const input = {
    TableName: tables.runs,
    Key: { ...inputKey(id) },
    ...(expiresAt === undefined
      ? { UpdateExpression: 'REMOVE expiresAt' }
      : { UpdateExpression: 'SET expiresAt = :at', ExpressionAttributeValues: { ':at': number(expiresAt) } }),
  };
  return [{ Update: input }, ...(contact === undefined ? [] : contactItems(tables, run, contact))];
}

function contactItems(tables: TableNames, run: Run, contact: string): readonly TransactWriteItem[] {
  const { id: runId, workflow, version, trigger } = run;
  const ended = hasEnded(run);
  const openRun: OpenRun = { contact, runId, workflow, version, triggeredAt: trigger.at };
  const TableName = tables.contacts;
  const Key = { ...openRunKey(contact, runId) };
  const watched =
    ended && !mayStillConvert(run)
      ? { Delete: { TableName, Key } }
      : { Put: { TableName, Item: { ...Key, ...(ended ? awaited(openRun, run) : { body: json(openRun) }) } } };
  const entry = {
    TableName,
    Key: { ...entryKey(contact, workflow) },
    UpdateExpression: ended ? 'DELETE openRuns :run' : 'ADD openRuns :run',
    ExpressionAttributeValues: { ':run': { SS: [runId] } },
  };
  return [watched, { Update: entry }];
}

/** It stays on the contact until its goal does not count any more. */
function awaited(openRun: OpenRun, { goalUntil = '' }: Run): Item {
  return { body: json({ ...openRun, ended: true }), expiresAt: number(Math.ceil(Date.parse(goalUntil) / 1000)) };
}
