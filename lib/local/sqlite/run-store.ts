import { countChange } from '../../engine/runs/count-change.ts';
import { refuseEntry } from '../../engine/runs/refuse-entry.ts';
import { hasEnded, type Run } from '../../ports/run.ts';
import type { PutRunOutcome, PutRunRequest, RunIndex, RunStore } from '../../ports/run-store.ts';
import { createFreshRuns, type FreshRun } from './fresh-runs.ts';
import { fromColumn, readPage } from './json-column.ts';
import type { LocalDatabase } from './open-database.ts';
import { createRunLists } from './run-lists.ts';
import { createVersionCounters } from './version-counters.ts';
import { createWorkflowCounters } from './workflow-counters.ts';

/** Runs in SQLite: records, inputs, lists and numbers, all changed together. */
export function createSqliteRunStore(database: LocalDatabase): RunStore & RunIndex {
  const { sql, commit } = database;
  const statements = prepare(database);
  const counters = createWorkflowCounters(database);
  const lists = createRunLists(sql);
  const versionCounters = createVersionCounters(database);
  const fresh = createFreshRuns(commit, (run) => insert(statements, run));
  const get = (id: string): Run | undefined => fresh.get(id)?.run ?? fromColumn<Run>(statements.get.get(id), 'body');
  return {
    putPending: async (request) => {
      const stored = get(request.run.id);
      if (stored !== undefined) {
        return { kind: 'exists', run: stored };
      }
      if (request.run.contact !== undefined && fresh.hasContact(request.run.contact)) {
        commit.settle();
      }
      const refusal = refuse(statements, request);
      if (refusal !== undefined) {
        return refusal;
      }
      commit.begin();
      fresh.add(request);
      counters.add(request.run.workflow, { started: 1, open: 1 }, request.run.createdAt);
      versionCounters.add(request.run, { started: 1, open: 1 });
      return { kind: 'created' };
    },
    get: async (id) => get(id),
    getInput: async (id) => {
      const input = fresh.get(id)?.input ?? statements.input.get(id)?.input;
      return typeof input === 'string' ? input : undefined;
    },
    replace: async (stored, next) => {
      commit.begin();
      const replaced = fresh.replace(stored, next);
      if (replaced === 'outdated' || (replaced === 'unknown' && !update(statements, stored, next))) {
        return false;
      }
      const change = countChange(stored, next);
      counters.add(next.workflow, change);
      versionCounters.add(next, change);
      return true;
    },
    list: async (filter, page) => {
      commit.settle();
      return lists.list(filter, page);
    },
    listUnstarted: async (before) => {
      commit.settle();
      return statements.unstarted.all(before).flatMap((row) => fromColumn<Run>(row, 'body') ?? []);
    },
    listOpen: async (page) => {
      commit.settle();
      return readPage(statements.open, [], page);
    },
    counts: async (workflow) => counters.read(workflow),
    versionCounts: async (workflow, version) => versionCounters.read(workflow, version),
  };
}

function prepare({ sql }: LocalDatabase) {
  return {
    get: sql.prepare('SELECT body FROM runs WHERE id = ?'),
    input: sql.prepare('SELECT input FROM run_inputs WHERE id = ?'),
    insert: sql.prepare(
      `INSERT INTO runs (id, workflow, contact, status, open, created_at, revision, expires_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    insertInput: sql.prepare('INSERT INTO run_inputs (id, input) VALUES (?, ?) ON CONFLICT (id) DO NOTHING'),
    update: sql.prepare(
      `UPDATE runs SET status = ?, open = ?, revision = ?, expires_at = ?, body = ? WHERE id = ? AND revision = ?`,
    ),
    enter: sql.prepare(
      `INSERT INTO entries (workflow, contact, entered_at) VALUES (?, ?, ?)
       ON CONFLICT (workflow, contact) DO UPDATE SET entered_at = excluded.entered_at`,
    ),
    entered: sql.prepare('SELECT entered_at FROM entries WHERE workflow = ? AND contact = ?'),
    openOfContact: sql.prepare('SELECT id FROM runs WHERE open = 1 AND contact = ? AND workflow = ? LIMIT 1'),
    signals: sql.prepare('SELECT count FROM signal_counts WHERE contact = ? AND event = ?'),
    signalSince: sql.prepare('SELECT 1 AS found FROM signals WHERE contact = ? AND event = ? AND at >= ? LIMIT 1'),
    unstarted: sql.prepare(
      `SELECT body FROM runs WHERE status IN ('pending', 'stop-requested') AND created_at < ? ORDER BY number LIMIT 100`,
    ),
    open: sql.prepare('SELECT number, body FROM runs WHERE open = 1 AND number < ? ORDER BY number DESC LIMIT ?'),
  };
}

type Statements = ReturnType<typeof prepare>;

function insert(statements: Statements, { run, input }: FreshRun): void {
  const { id, workflow, contact = null, createdAt } = run;
  const [status, open, ...rest] = columnsOf(run);
  statements.insert.run(id, workflow, contact, status, open, Date.parse(createdAt), ...rest);
  statements.insertInput.run(id, input);
  if (contact !== null) {
    statements.enter.run(workflow, contact, createdAt);
  }
}

function update(statements: Statements, stored: Run, next: Run): boolean {
  return statements.update.run(...columnsOf(next), next.id, stored.revision).changes === 1;
}

/** What changes in a run: status, whether it is open, revision, expiry and body. */
function columnsOf(run: Run) {
  const open = hasEnded(run) ? 0 : 1;
  return [run.status, open, run.revision, run.expiresAt ?? null, JSON.stringify(run)] as const;
}

function refuse(statements: Statements, request: PutRunRequest): PutRunOutcome | undefined {
  const { contact, workflow } = request.run;
  if (contact === undefined) {
    return undefined;
  }
  const { reentry, overlap } = request.audience;
  const entered = reentry === 'always' ? undefined : statements.entered.get(workflow, contact)?.entered_at;
  const open = overlap ? undefined : statements.openOfContact.get(contact, workflow)?.id;
  const refused = refuseEntry(request, {
    enteredAt: typeof entered === 'string' ? entered : undefined,
    openRun: typeof open === 'string' ? open : undefined,
  });
  if (refused !== undefined || request.unless === undefined) {
    return refused;
  }
  const { event, since, seen = 0 } = request.unless;
  const count = Number(statements.signals.get(contact, event)?.count ?? 0);
  return count > seen && statements.signalSince.get(contact, event, since) !== undefined
    ? { kind: 'signalled', detail: `${event} came in since ${since}.` }
    : undefined;
}
