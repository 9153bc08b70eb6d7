import type { BlobStore } from '../ports/blob-store.ts';
import { fromSdkError, sdkErrorName } from './sdk-errors.ts';

export interface S3BlobStoreDeps {
  readonly bucket: string;
  /** Imported when the first large text appears: most runs have none, and their functions start without the client. */
  readonly loadS3: () => Promise<S3Module>;
}

type S3Module = Pick<typeof import('@aws-sdk/client-s3'), 'S3Client' | 'GetObjectCommand' | 'PutObjectCommand'>;

/** Large texts as objects of one bucket; a key is written once, or again with the same text. */
export function createS3BlobStore({ bucket, loadS3 }: S3BlobStoreDeps): BlobStore {
  let loading: Promise<{ readonly s3: S3Module; readonly client: InstanceType<S3Module['S3Client']> }> | undefined;
  const loaded = () => {
    loading ??= loadS3().then((s3) => ({ s3, client: new s3.S3Client({}) }));
    return loading;
  };
  return {
    async put(key, text) {
      const { s3, client } = await loaded();
      const put = new s3.PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' });
      try {
        await client.send(put);
      } catch (error) {
        throw fromSdkError(error, `keep ${key}`);
      }
    },
    async get(key) {
      const { s3, client } = await loaded();
      try {
        const { Body } = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToString('utf-8');
      } catch (error) {
        if (sdkErrorName(error) === 'NoSuchKey') return undefined;
        throw fromSdkError(error, `read ${key}`);
      }
    },
  };
}
