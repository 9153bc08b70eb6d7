import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createS3BlobStore } from '../../lib/aws/s3-blob-store.ts';
import type { RuntimeConfig } from '../../lib/config/runtime-config.ts';

/** What the DynamoDB adapters are made of, for functions that meet texts too large for items. */
export function openStorage({ tables, textBucket }: Pick<RuntimeConfig, 'tables' | 'textBucket'>) {
  const blobs = createS3BlobStore({ bucket: textBucket, loadS3: () => import('@aws-sdk/client-s3') });
  return { client: new DynamoDBClient({}), tables, blobs };
}
