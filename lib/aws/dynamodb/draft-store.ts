import type { Put, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Draft, type DraftStore, draftChanged } from '../../ports/draft-store.ts';
import { type Item, json, jsonOf, number, numberOf, text } from './attributes.ts';
import { auditItems } from './audit-log.ts';
import { getItem, transact } from './dynamo-table.ts';
import { keepText, readText } from './large-texts.ts';
import type { DynamoRunStoreDeps } from './run-store.ts';

/** Drafts beside the versions of their workflow. An item without `about` remembers the revision of a draft that is gone. */
export function createDynamoDraftStore(deps: DynamoRunStoreDeps): DraftStore {
  const { client, blobs } = deps;
  const TableName = deps.tables.workflows;
  const read = (workflow: string) => getItem(client, TableName, keyOf(workflow));
  const write = async (put: Put, workflow: string, audit: readonly TransactWriteItem[]): Promise<void> => {
    if ((await transact(client, [{ Put: put }, ...audit])) !== undefined) {
      throw draftChanged(workflow);
    }
  };
  return {
    get: async (workflow) => {
      const item = await read(workflow);
      const about = jsonOf<Omit<Draft, 'text'>>(item, 'about');
      const body = about && (await readText(blobs, item));
      return body === undefined || about === undefined ? undefined : { ...about, text: body };
    },
    put: async (next, expected, ...audit) => {
      const { text: body, ...about } = next;
      const { workflow } = next;
      const stored = await read(workflow);
      if (presentRevision(stored) !== expected) {
        throw draftChanged(workflow);
      }
      const before = numberOf(stored, 'revision');
      const draft: Draft = { ...next, revision: before + 1 };
      // A name of its own, so that a save which comes too late leaves the text that is there alone.
      const kept = await keepText(blobs, `workflows/${workflow}/drafts/${draft.revision}-${audit[0]?.id ?? ''}`, body);
      const item = { ...keyOf(workflow), ...kept, revision: number(draft.revision) };
      await write(
        {
          TableName,
          Item: { ...item, about: json({ ...about, revision: draft.revision }) },
          ...unchanged(before, expected > 0),
        },
        workflow,
        auditItems(TableName, audit),
      );
      return draft;
    },
    remove: async (workflow, revision, ...audit) => {
      const Item = { ...keyOf(workflow), revision: number(revision) };
      await write({ TableName, Item, ...unchanged(revision, true) }, workflow, auditItems(TableName, audit));
    },
  };
}

function keyOf(workflow: string): Item {
  return { pk: text(`workflow#${workflow}`), sk: text('draft') };
}

/** 0 where there is no draft, whatever went before. */
function presentRevision(item: Item | undefined): number {
  return item?.about === undefined ? 0 : numberOf(item, 'revision');
}

/** That the item is as it was read: there or not, and with its draft or without. */
function unchanged(revision: number, present: boolean): Pick<Put, 'ConditionExpression' | 'ExpressionAttributeValues'> {
  if (revision === 0 && !present) {
    return { ConditionExpression: 'attribute_not_exists(pk)' };
  }
  return {
    ConditionExpression: `revision = :stored AND ${present ? 'attribute_exists' : 'attribute_not_exists'}(about)`,
    ExpressionAttributeValues: { ':stored': number(revision) },
  };
}
