import type { Run } from '../../ports/run.ts';
import { type Item, json, number, optional, text } from './attributes.ts';
import { createdKey } from './newest-first.ts';
import { shardOf } from './workflow-counters.ts';

/** So many partitions share the runs of one status, and all runs: one takes 1,000 writes a second. */
export const LIST_SHARDS = 4;

/** A run as an item: what indexes need as attributes of their own, all of it as JSON. */
export function encodeRun(run: Run): Item {
  const { id, workflow, version, arm, contact, status, createdAt, revision, expiresAt } = run;
  const shard = shardOf(id, LIST_SHARDS);
  return {
    ...runKey(id),
    ...optional({
      contact: contact === undefined ? undefined : text(contact),
      expiresAt: expiresAt === undefined ? undefined : number(expiresAt),
    }),
    workflow: text(workflow),
    workflowStatus: text(`${workflow}#${status}`),
    workflowVersion: text(`${workflow}#${version}#${arm}`),
    workflowArm: text(`${workflow}#${arm}`),
    statusShard: text(`${status}#${shard}`),
    shard: text(String(shard)),
    createdKey: text(createdKey(createdAt, id)),
    revision: number(revision),
    body: json(run),
  };
}

/** The key of a run's record. */
export function runKey(id: string): Item {
  return { pk: text(id), sk: text('run') };
}

/** The key of the input that a run was put with. */
export function inputKey(id: string): Item {
  return { pk: text(id), sk: text('input') };
}

/** The key of an ended run's history. */
export function historyKey(id: string): Item {
  return { pk: text(id), sk: text('history') };
}
