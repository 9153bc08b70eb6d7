import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { TABLES, type TableDefinition, type TableId } from '../config/tables.ts';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

export interface StorageProps {
  readonly encryptionKey?: IKey | undefined;
  readonly removalPolicy: RemovalPolicy;
  /** How long an ended run stays on record. */
  readonly runRetention: Duration;
}

/** Longer than an execution can last, its redrives included. */
const LONGEST_RUN_DAYS = 400;

/** What a function may do with a table. */
export type TableAccess = 'read' | 'write' | 'readwrite';

const READ = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const ACTIONS: Readonly<Record<TableAccess, readonly string[]>> = {
  read: READ,
  write: WRITE,
  readwrite: [...READ, ...WRITE],
};

/** Everything that must survive: the tables, and a bucket for texts too large for their items. */
export class Storage extends Construct {
  readonly tables: ReadonlyMap<TableId, Table>;
  readonly texts: Bucket;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    const ids = Object.keys(TABLES) as TableId[];
    this.tables = new Map(ids.map((table) => [table, this.createTable(table, TABLES[table], props)]));
    this.texts = new Bucket(this, 'Texts', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: props.removalPolicy,
      // Items expire by themselves, what is kept outside of them does not. Definitions stay.
      lifecycleRules: [
        { id: 'runs', prefix: 'runs/', expiration: props.runRetention.plus(Duration.days(LONGEST_RUN_DAYS)) },
      ],
      ...(props.encryptionKey
        ? { encryption: BucketEncryption.KMS, encryptionKey: props.encryptionKey }
        : { encryption: BucketEncryption.S3_MANAGED }),
    });
    acknowledge(this.texts, 'S1', 'textLogs');
  }

  /** JSON: physical name of each table. */
  get tableNames(): string {
    const names = [...this.tables].map(([id, table]) => [id, table.tableName]);
    return Stack.of(this).toJsonString(Object.fromEntries(names));
  }

  /** Lets a function use a table and its indexes. */
  grantTable(grantee: ServiceFunction, id: TableId, access: TableAccess): void {
    const table = this.tables.get(id);
    if (table === undefined) return;
    const indexes = Object.keys(TABLES[id].indexes).map((index) => `${table.tableArn}/index/${index}`);
    grantee.allow(ACTIONS[access], [table.tableArn, ...(access === 'write' ? [] : indexes)]);
    grantee.allowKey(table.encryptionKey);
  }

  /** Lets a team's own function read records, keep outcomes, and see whether its workflow is held. */
  grantToAction(grantee: IGrantable): void {
    for (const table of ['records', 'workflows'] as const) this.tables.get(table)?.grant(grantee, ...READ);
    this.tables.get('effects')?.grant(grantee, ...READ, ...WRITE);
  }

  /** Lets a function read and write large texts. */
  grantTexts(grantee: ServiceFunction): void {
    grantee.allow(['s3:GetObject', 's3:PutObject'], [this.texts.arnForObjects('*')]);
    grantee.allowKey(this.texts.encryptionKey);
    const bucket = Stack.of(this).resolve(this.texts.bucketArn)['Fn::GetAtt'].join('.');
    acknowledge(grantee.role, 'IAM5', 'texts', `Resource::<${bucket}>/*`);
  }

  private createTable(id: TableId, definition: TableDefinition, { encryptionKey, removalPolicy }: StorageProps): Table {
    const table = new Table(this, pascalCase(id), {
      ...keys(definition),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy,
      ...(definition.timeToLive === undefined ? {} : { timeToLiveAttribute: definition.timeToLive }),
      ...(encryptionKey
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }
        : { encryption: TableEncryption.DEFAULT }),
    });
    for (const [indexName, index] of Object.entries(definition.indexes)) {
      table.addGlobalSecondaryIndex({
        indexName,
        ...keys(index),
        projectionType: index.projection === 'all' ? ProjectionType.ALL : ProjectionType.KEYS_ONLY,
      });
    }
    return table;
  }
}

function keys({ partitionKey, sortKey }: { readonly partitionKey: string; readonly sortKey?: string }) {
  return {
    partitionKey: { name: partitionKey, type: AttributeType.STRING },
    ...(sortKey === undefined ? {} : { sortKey: { name: sortKey, type: AttributeType.STRING } }),
  };
}

function pascalCase(id: string): string {
  return id.slice(0, 1).toUpperCase() + id.slice(1);
}
