/** A secondary index: the names of its keys, and what it carries beside them. */
export interface IndexDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** `keys`: the items themselves are read afterwards, so that a change of theirs costs the index nothing. */
  readonly projection: 'keys' | 'all';
}

/** A DynamoDB table. Every key attribute is a string. */
export interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Attribute with the second, since the epoch, at which an item may go. */
  readonly timeToLive?: string;
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
}

const newestFirst = (partitionKey: string, projection: IndexDefinition['projection']): IndexDefinition => ({
  partitionKey,
  sortKey: 'createdKey',
  projection,
});

/**
 * All tables: the constructs make them, the adapters of `lib/aws/dynamodb` use them. What is kept where, who reads it
 * and what it costs is in docs/data-model.md. All are billed on demand.
 */
export const TABLES = {
  /** Versions, their definitions, and live states. */
  workflows: { partitionKey: 'pk', sortKey: 'sk', indexes: {} },
  /** Runs, their inputs and histories, and the counters by workflow. */
  runs: {
    partitionKey: 'pk',
    sortKey: 'sk',
    timeToLive: 'expiresAt',
    indexes: {
      byWorkflow: newestFirst('workflow', 'keys'),
      byWorkflowStatus: newestFirst('workflowStatus', 'keys'),
      byWorkflowVersion: newestFirst('workflowVersion', 'keys'),
      byWorkflowArm: newestFirst('workflowArm', 'keys'),
      byContact: newestFirst('contact', 'keys'),
      byStatus: newestFirst('statusShard', 'keys'),
      byTime: newestFirst('shard', 'keys'),
    },
  },
  /** Triggers that started no run. */
  skippedRuns: {
    partitionKey: 'pk',
    timeToLive: 'expiresAt',
    indexes: { byWorkflow: newestFirst('workflow', 'all'), byContact: newestFirst('contact', 'all') },
  },
  /** One partition per contact: signals, open runs, open waits, marks of entry. */
  contacts: { partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expiresAt', indexes: {} },
  /** Contacts, leads, tickets and the other records. */
  records: { partitionKey: 'pk', indexes: {} },
  /** Questions to people. */
  approvals: {
    partitionKey: 'pk',
    timeToLive: 'expiresAt',
    indexes: { byStatus: newestFirst('status', 'keys') },
  },
  /** Side effects by key. */
  effects: { partitionKey: 'pk', timeToLive: 'expiresAt', indexes: {} },
  /** What promotions are to be shown to a contact. */
  promotions: { partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expiresAt', indexes: {} },
} as const satisfies Readonly<Record<string, TableDefinition>>;

/** Which table. */
export type TableId = keyof typeof TABLES;

/** The physical names of the tables. */
export type TableNames = Readonly<Record<TableId, string>>;
