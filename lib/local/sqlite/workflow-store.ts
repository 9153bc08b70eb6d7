import {
  applyVersionChange,
  type VersionManifest,
  type VersionSummary,
  type WorkflowStore,
  type WorkflowVersion,
} from '../../ports/workflow-store.ts';
import { prepareAudit } from './audit-log.ts';
import { fromColumn, readPage } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';

/** Published versions in SQLite. */
export function createSqliteWorkflowStore(database: LocalDatabase): WorkflowStore {
  const { sql, commit } = database;
  const writeAudit = prepareAudit(database);
  const byHash = sql.prepare('SELECT body, manifest, source, asl FROM versions WHERE workflow = ? AND hash = ?');
  const byNumber = sql.prepare('SELECT body, manifest, source, asl FROM versions WHERE workflow = ? AND number = ?');
  const manifest = sql.prepare('SELECT body, manifest FROM versions WHERE workflow = ? AND number = ?');
  const last = sql.prepare('SELECT max(number) AS number FROM versions WHERE workflow = ?');
  const insert = sql.prepare(
    'INSERT INTO versions (workflow, number, hash, body, manifest, source, asl) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const updateBody = sql.prepare('UPDATE versions SET body = ? WHERE workflow = ? AND number = ?');
  const list = sql.prepare(
    'SELECT number, body FROM versions WHERE workflow = ? AND number < ? ORDER BY number DESC LIMIT ?',
  );
  return {
    putVersion: async (draft, audit) => {
      const known = readVersion(byHash.get(draft.workflow, draft.hash));
      if (known !== undefined) {
        return { version: known, created: false };
      }
      const version = { ...draft, version: Number(last.get(draft.workflow)?.number ?? 0) + 1 };
      const { source, asl, compiled, ...summary } = version;
      commit.begin();
      insert.run(
        ...[version.workflow, version.version, version.hash, JSON.stringify(summary)],
        ...[JSON.stringify(compiled), source, JSON.stringify(asl)],
      );
      writeAudit(audit === undefined ? [] : [audit(version.version)]);
      return { version, created: true };
    },
    changeVersion: async (workflow, version, change, ...audit) => {
      const stored = fromColumn<VersionSummary>(manifest.get(workflow, version), 'body');
      if (stored === undefined) {
        return undefined;
      }
      const next = applyVersionChange(stored, change);
      commit.begin();
      updateBody.run(JSON.stringify(next), workflow, version);
      writeAudit(audit);
      return next;
    },
    findVersion: async (workflow, hash) => readVersion(byHash.get(workflow, hash)),
    getVersion: async (workflow, version) => readVersion(byNumber.get(workflow, version)),
    getManifest: async (workflow, version) => readManifest(manifest.get(workflow, version)),
    listVersions: async (workflow, page) => readPage<VersionSummary>(list, [workflow], page),
  };
}

type VersionRow = Parameters<typeof fromColumn>[0];

function readManifest(row: VersionRow): VersionManifest | undefined {
  const summary = fromColumn<VersionSummary>(row, 'body');
  const compiled = fromColumn<WorkflowVersion['compiled']>(row, 'manifest');
  return summary === undefined || compiled === undefined ? undefined : { ...summary, compiled };
}

function readVersion(row: VersionRow): WorkflowVersion | undefined {
  const known = readManifest(row);
  const asl = fromColumn<WorkflowVersion['asl']>(row, 'asl');
  return known === undefined || asl === undefined ? undefined : { ...known, asl, source: String(row?.source) };
}
