import type { RunHistoryStore } from '../../ports/run-history-store.ts';
import type { Json } from '../../workflow/json.ts';
import { number } from './attributes.ts';
import { getItem, putItem } from './dynamo-table.ts';
import { keepText, readText } from './large-texts.ts';
import { historyKey } from './run-item.ts';
import type { DynamoRunStoreDeps } from './run-store.ts';

/** Histories of ended runs, beside the runs; one call each, and one more to the blob store for those over 200 KiB. */
export function createDynamoRunHistoryStore({ client, tables, blobs }: DynamoRunStoreDeps): RunHistoryStore {
  return {
    put: async (runId, history, expiresAt) => {
      const kept = await keepText(blobs, `runs/${runId}/history`, JSON.stringify(history));
      const Item = { ...historyKey(runId), ...kept, expiresAt: number(expiresAt) };
      await putItem(client, { TableName: tables.runs, Item });
    },
    get: async (runId) => {
      const stored = await readText(blobs, await getItem(client, tables.runs, historyKey(runId)));
      // Written by `put`.
      return stored === undefined ? undefined : (JSON.parse(stored) as readonly Json[]);
    },
  };
}
