import type { TableId } from '../config/tables.ts';
import type { SERVICE_FUNCTIONS, TASK_FUNCTIONS } from './function-specs.ts';
import type { ServiceFunction } from './service-function.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { Storage, TableAccess } from './storage.ts';

/** What a function does with which table, and whether it meets texts too large for them. */
interface StorageAccess {
  readonly tables: Readonly<Partial<Record<TableId, TableAccess>>>;
  readonly texts: boolean;
}

/** An action looks whether it is kept back, reads the records that its input names, and keeps its outcome. */
const ACTION: StorageAccess = { tables: { workflows: 'read', records: 'read', effects: 'readwrite' }, texts: false };

const SERVICE_ACCESS: Readonly<Record<keyof typeof SERVICE_FUNCTIONS, StorageAccess>> = {
  dispatch: {
    tables: {
      workflows: 'read',
      runs: 'readwrite',
      skippedRuns: 'write',
      contacts: 'readwrite',
      records: 'readwrite',
      // Probes of new rules are answered there.
      effects: 'write',
    },
    texts: true,
  },
  signal: { tables: { workflows: 'read', runs: 'readwrite', contacts: 'readwrite' }, texts: true },
  record: { tables: { workflows: 'readwrite', runs: 'readwrite', contacts: 'readwrite' }, texts: true },
  archive: { tables: { runs: 'readwrite' }, texts: true },
  sweep: {
    tables: { workflows: 'readwrite', runs: 'readwrite', contacts: 'readwrite', approvals: 'readwrite' },
    texts: true,
  },
  timers: {
    tables: { approvals: 'read', workflows: 'read', runs: 'readwrite', effects: 'readwrite' },
    texts: true,
  },
  serve: {
    tables: {
      ...({ workflows: 'readwrite', runs: 'readwrite', contacts: 'readwrite', approvals: 'readwrite' } as const),
      ...({ skippedRuns: 'readwrite', effects: 'readwrite', records: 'read' } as const),
    },
    texts: true,
  },
  // What it plays is handed to it.
  preview: { tables: {}, texts: false },
  publish: { tables: { workflows: 'readwrite', runs: 'read', effects: 'readwrite' }, texts: true },
};

const TASK_ACCESS: Readonly<Record<keyof typeof TASK_FUNCTIONS, StorageAccess>> = {
  read: { tables: { records: 'read', contacts: 'read' }, texts: false },
  wait: { tables: { runs: 'readwrite', contacts: 'readwrite' }, texts: true },
  approval: {
    tables: { approvals: 'readwrite', runs: 'readwrite', records: 'read', effects: 'readwrite' },
    texts: true,
  },
  hold: { tables: { workflows: 'read', runs: 'readwrite' }, texts: true },
  email: ACTION,
  http: ACTION,
  records: { tables: { ...ACTION.tables, records: 'readwrite' }, texts: false },
  conversation: ACTION,
  promotion: { tables: { ...ACTION.tables, promotions: 'readwrite' }, texts: false },
  notify: ACTION,
  event: ACTION,
};

/** Gives each function the tables that its use case touches. */
export function grantStorage(storage: Storage, { service, task }: ServiceFunctions): void {
  for (const [name, access] of Object.entries(SERVICE_ACCESS))
    grant(storage, service[name as keyof typeof service], access);
  for (const [name, access] of Object.entries(TASK_ACCESS)) grant(storage, task[name as keyof typeof task], access);
}

function grant(storage: Storage, grantee: ServiceFunction, { tables, texts }: StorageAccess): void {
  for (const [id, access] of Object.entries(tables)) storage.grantTable(grantee, id as TableId, access);
  if (texts) storage.grantTexts(grantee);
}
