import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { transient } from '../../errors/app-error.ts';
import type { PageRequest } from '../../ports/page.ts';
import {
  applyVersionChange,
  type VersionManifest,
  type VersionSummary,
  type WorkflowStore,
  type WorkflowVersion,
} from '../../ports/workflow-store.ts';
import { type Item, json, jsonOf, number, numberOf, text, textOf } from './attributes.ts';
import { auditItems } from './audit-log.ts';
import { getItem, getItems, query, transact } from './dynamo-table.ts';
import { keepText, readText } from './large-texts.ts';
import type { DynamoRunStoreDeps } from './run-store.ts';

/** More than publish the same workflow at one moment. */
const MOST_TRIES = 10;

/**
 * Versions of workflows: a small item with the manifest, which dispatch reads, and a large one with text and machine.
 * An item for each hash finds a definition that was published before; one for each workflow holds the newest number.
 */
export function createDynamoWorkflowStore(deps: DynamoRunStoreDeps): WorkflowStore {
  const { client, tables } = deps;
  const table = tables.workflows;
  const find = async (workflow: string, version: number): Promise<WorkflowVersion | undefined> => {
    const keys = [manifestKey(workflow, version), definitionKey(workflow, version)];
    return decodeVersion(deps, await getItems(client, table, keys));
  };
  const findByHash = async (workflow: string, hash: string): Promise<WorkflowVersion | undefined> => {
    const byHash = await getItem(client, table, hashKey(workflow, hash));
    return byHash && find(workflow, numberOf(byHash, 'version'));
  };
  return {
    putVersion: async (draft, audit) => {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const { workflow, hash } = draft;
        const known = await findByHash(workflow, hash);
        if (known !== undefined) {
          return { version: known, created: false };
        }
        const newest = numberOf(await getItem(client, table, newestKey(workflow)), 'version');
        const version: WorkflowVersion = { ...draft, version: newest + 1 };
        const entries = audit === undefined ? [] : [audit(version.version)];
        const items = [...(await versionItems(deps, version)), ...auditItems(table, entries)];
        const failed = await transact(client, items);
        if (failed === undefined) {
          return { version, created: true };
        }
      }
      throw transient({ code: 'SB918', message: `Others publish "${draft.workflow}" at this very moment.` });
    },
    changeVersion: async (workflow, version, change, ...audit) => {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const item = await getItem(client, table, manifestKey(workflow, version));
        const stored = jsonOf<VersionSummary>(item, 'summary');
        if (item === undefined || stored === undefined) {
          return undefined;
        }
        const next = applyVersionChange(stored, change);
        const Put = {
          TableName: table,
          Item: { ...item, summary: json(next) },
          ConditionExpression: 'summary = :stored',
          ExpressionAttributeValues: { ':stored': text(textOf(item, 'summary')) },
        };
        if ((await transact(client, [{ Put }, ...auditItems(table, audit)])) === undefined) {
          return next;
        }
      }
      throw transient({
        code: 'SB918',
        message: `Others change version ${version} of "${workflow}" at this very moment.`,
      });
    },
    findVersion: findByHash,
    getVersion: find,
    getManifest: async (workflow, version) => {
      const item = await getItem(client, table, manifestKey(workflow, version));
      return item && decodeManifest(item);
    },
    listVersions: async (workflow, page) => {
      const items = await listItems(deps, workflow, page);
      const shown = items.slice(0, page.limit);
      const last = shown.at(-1);
      return {
        items: shown.flatMap((item) => jsonOf<VersionSummary>(item, 'summary') ?? []),
        ...(items.length > page.limit && last !== undefined ? { next: textOf(last, 'sk') } : {}),
      };
    },
  };
}

/** Newest first; one more than the page holds, to know whether there is another. */
function listItems(
  { client, tables }: DynamoRunStoreDeps,
  workflow: string,
  { limit, cursor }: PageRequest,
): Promise<readonly Item[]> {
  return query(
    client,
    {
      TableName: tables.workflows,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': text(partition(workflow)),
        ':first': text(MANIFEST),
        // A cursor is the last key that was shown: what comes before it ends one digit earlier.
        ':last': text(cursor === undefined ? `${MANIFEST}~` : previousKey(cursor)),
      },
      ProjectionExpression: 'sk, summary',
      ScanIndexForward: false,
    },
    limit + 1,
  );
}

const MANIFEST = 'manifest#';

function previousKey(cursor: string): string {
  return `${MANIFEST}${padded(Number(cursor.slice(MANIFEST.length)) - 1)}`;
}

async function versionItems(
  { tables, blobs }: DynamoRunStoreDeps,
  version: WorkflowVersion,
): Promise<readonly TransactWriteItem[]> {
  const TableName = tables.workflows;
  const { source, asl, compiled, ...summary } = version;
  const { workflow, hash, version: newest } = summary;
  const definition = await keepText(blobs, `workflows/${workflow}/${hash}`, JSON.stringify({ source, asl }));
  const manifest = { ...manifestKey(workflow, newest), summary: json(summary), compiled: json(compiled) };
  const isNew = 'attribute_not_exists(pk)';
  const isNext = 'version = :previous';
  const pointer = { version: number(newest) };
  return [
    { Put: { TableName, Item: manifest, ConditionExpression: isNew } },
    { Put: { TableName, Item: { ...definitionKey(workflow, newest), ...definition } } },
    { Put: { TableName, Item: { ...hashKey(workflow, hash), ...pointer }, ConditionExpression: isNew } },
    {
      Put: {
        TableName,
        Item: { ...newestKey(workflow), ...pointer },
        ...(newest === 1
          ? { ConditionExpression: isNew }
          : { ConditionExpression: isNext, ExpressionAttributeValues: { ':previous': number(newest - 1) } }),
      },
    },
  ];
}

function decodeManifest(item: Item): VersionManifest | undefined {
  const summary = jsonOf<VersionSummary>(item, 'summary');
  const compiled = jsonOf<WorkflowVersion['compiled']>(item, 'compiled');
  return summary && compiled && { ...summary, compiled };
}

async function decodeVersion(
  { blobs }: DynamoRunStoreDeps,
  items: readonly Item[],
): Promise<WorkflowVersion | undefined> {
  const isManifest = (item: Item): boolean => textOf(item, 'sk').startsWith(MANIFEST);
  const manifest = items.filter(isManifest).map(decodeManifest)[0];
  const definition = await readText(
    blobs,
    items.find((item) => !isManifest(item)),
  );
  return manifest === undefined || definition === undefined
    ? undefined
    : // Written by `versionItems`.
      { ...manifest, ...(JSON.parse(definition) as Pick<WorkflowVersion, 'asl' | 'source'>) };
}

function partition(workflow: string): string {
  return `workflow#${workflow}`;
}

/** Numbers of ten digits sort as text as they do as numbers. */
function padded(version: number): string {
  return String(version).padStart(10, '0');
}

function keyIn(workflow: string, sk: string): Item {
  return { pk: text(partition(workflow)), sk: text(sk) };
}

function manifestKey(workflow: string, version: number): Item {
  return keyIn(workflow, `${MANIFEST}${padded(version)}`);
}

function definitionKey(workflow: string, version: number): Item {
  return keyIn(workflow, `definition#${padded(version)}`);
}

function hashKey(workflow: string, hash: string): Item {
  return keyIn(workflow, `hash#${hash}`);
}

function newestKey(workflow: string): Item {
  return keyIn(workflow, 'newest');
}
