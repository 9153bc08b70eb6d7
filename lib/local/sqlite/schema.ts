/**
 * All tables of the embedded engine. Bodies are JSON, written and read by the store of the same name; the columns beside
 * them are what is searched by. Times are milliseconds, `expires_at` seconds since 1970.
 */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS versions (
    workflow TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL, manifest TEXT NOT NULL,
    source TEXT NOT NULL, asl TEXT NOT NULL, PRIMARY KEY (workflow, number), UNIQUE (workflow, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS live_states (
    workflow TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS drafts (
    workflow TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS audit_by_workflow ON audit (workflow, number);
  CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL, contact TEXT, status TEXT NOT NULL,
    open INTEGER NOT NULL, created_at INTEGER NOT NULL, revision INTEGER NOT NULL, expires_at INTEGER, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS runs_created ON runs (created_at);
  CREATE INDEX IF NOT EXISTS runs_of_workflow ON runs (workflow, created_at);
  CREATE INDEX IF NOT EXISTS runs_of_status ON runs (status, created_at);
  CREATE INDEX IF NOT EXISTS runs_of_both ON runs (workflow, status, created_at);
  CREATE INDEX IF NOT EXISTS runs_of_version ON runs (workflow, body ->> 'version', body ->> 'arm', created_at);
  CREATE INDEX IF NOT EXISTS runs_of_arm ON runs (workflow, body ->> 'arm', created_at);
  CREATE INDEX IF NOT EXISTS runs_of_contact ON runs (contact, created_at) WHERE contact IS NOT NULL;
  CREATE INDEX IF NOT EXISTS runs_open ON runs (number) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS runs_open_of_contact ON runs (contact, workflow) WHERE open = 1;
  CREATE INDEX IF NOT EXISTS runs_converting ON runs (contact)
    WHERE open = 0 AND body ->> 'goalUntil' IS NOT NULL AND body ->> 'convertedAt' IS NULL;
  CREATE INDEX IF NOT EXISTS runs_expiring ON runs (expires_at) WHERE expires_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS run_inputs (id TEXT PRIMARY KEY, input TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entries (
    workflow TEXT NOT NULL, contact TEXT NOT NULL, entered_at TEXT NOT NULL, PRIMARY KEY (workflow, contact)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS workflow_counts (
    workflow TEXT PRIMARY KEY, last_run_at TEXT, started INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL DEFAULT 0, waiting INTEGER NOT NULL DEFAULT 0, succeeded INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0, stopped INTEGER NOT NULL DEFAULT 0, exited INTEGER NOT NULL DEFAULT 0,
    converted INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS version_counts (
    workflow TEXT NOT NULL, version INTEGER NOT NULL, scope TEXT NOT NULL, started INTEGER NOT NULL, open INTEGER NOT NULL,
    succeeded INTEGER NOT NULL, failed INTEGER NOT NULL, stopped INTEGER NOT NULL, exited INTEGER NOT NULL,
    converted INTEGER NOT NULL, PRIMARY KEY (workflow, version, scope)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS skipped_runs (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL, contact TEXT,
    expires_at INTEGER NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS skipped_by_workflow ON skipped_runs (workflow, number);
  CREATE INDEX IF NOT EXISTS skipped_by_contact ON skipped_runs (contact, number) WHERE contact IS NOT NULL;
  CREATE INDEX IF NOT EXISTS skipped_expiring ON skipped_runs (expires_at);
  CREATE TABLE IF NOT EXISTS run_histories (
    id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS run_histories_expiring ON run_histories (expires_at);
  CREATE TABLE IF NOT EXISTS signals (
    contact TEXT NOT NULL, event TEXT NOT NULL, at TEXT NOT NULL, id TEXT NOT NULL, expires_at INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (contact, event, at, id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS signals_by_id ON signals (contact, event, id);
  CREATE INDEX IF NOT EXISTS signals_expiring ON signals (expires_at);
  CREATE TABLE IF NOT EXISTS signal_counts (
    contact TEXT NOT NULL, event TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (contact, event)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS waits (
    contact TEXT NOT NULL, key TEXT NOT NULL, token TEXT NOT NULL, expires_at INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (contact, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS waits_expiring ON waits (expires_at);
  CREATE TABLE IF NOT EXISTS records (
    name TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (name, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS approvals (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, status TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS approvals_by_status ON approvals (status, number);
  CREATE TABLE IF NOT EXISTS holds (
    workflow TEXT NOT NULL, key TEXT NOT NULL, token TEXT NOT NULL, expires_at INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (workflow, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS holds_expiring ON holds (expires_at);
  CREATE TABLE IF NOT EXISTS timers (
    id TEXT PRIMARY KEY, due_at INTEGER NOT NULL, task TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS effects (
    key TEXT PRIMARY KEY, attempt TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS executions (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, machine_ref TEXT NOT NULL, status TEXT NOT NULL,
    state TEXT NOT NULL, ended_at INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS executions_running ON executions (status) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS execution_history (
    name TEXT NOT NULL, first_id INTEGER NOT NULL, records TEXT NOT NULL, PRIMARY KEY (name, first_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY, topic TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL, dead_reason TEXT, died_at INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS messages_dead ON messages (died_at) WHERE dead_reason IS NOT NULL;
  CREATE TABLE IF NOT EXISTS machines (ref TEXT PRIMARY KEY, asl TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
