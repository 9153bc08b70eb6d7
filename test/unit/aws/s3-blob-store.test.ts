import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createS3BlobStore } from '../../../lib/aws/s3-blob-store.ts';

const mock = mockClient(S3Client);
let loads = 0;
const blobs = createS3BlobStore({
  bucket: 'texts',
  loadS3: async () => {
    loads += 1;
    return { S3Client, GetObjectCommand, PutObjectCommand };
  },
});

beforeEach(() => {
  mock.reset();
});

describe('large texts', () => {
  test('are put under their key; the client is loaded with the first and kept', async () => {
    mock.on(PutObjectCommand).resolves({});
    await blobs.put('runs/a', 'größer');
    await blobs.put('runs/b', 'text');
    expect(mock.commandCalls(PutObjectCommand)[0]?.args[0].input).toMatchObject({
      Bucket: 'texts',
      Key: 'runs/a',
      Body: 'größer',
    });
    expect(loads).toBe(1);
  });

  test('that are not there are absent', async () => {
    mock.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'none', $metadata: {} }));
    await expect(blobs.get('runs/none')).resolves.toBeUndefined();
  });

  test('that cannot be read or written are errors', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
    mock.on(GetObjectCommand).rejects(denied);
    mock.on(PutObjectCommand).rejects(denied);
    await expect(blobs.get('runs/a')).rejects.toMatchObject({ kind: 'fault' });
    await expect(blobs.put('runs/a', '')).rejects.toMatchObject({ kind: 'fault' });
  });
});
