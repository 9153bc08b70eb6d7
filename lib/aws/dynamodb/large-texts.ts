import { fault } from '../../errors/app-error.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { type Item, text } from './attributes.ts';

/** The largest text, in UTF-8 bytes, that stays in its item: items end at 400 KB, and so does what they cost little. */
const LARGEST_INLINE_BYTES = 200 * 1024;

/** The attributes that hold a text, or say where it is. A large one is put there first. */
export async function keepText(blobs: BlobStore, key: string, value: string): Promise<Item> {
  if (Buffer.byteLength(value, 'utf8') <= LARGEST_INLINE_BYTES) {
    return { body: text(value) };
  }
  await blobs.put(key, value);
  return { blob: text(key) };
}

/** What {@link keepText} kept; no item: `undefined`. */
export async function readText(blobs: BlobStore, item: Item | undefined): Promise<string | undefined> {
  const key = item?.blob?.S;
  if (key === undefined) {
    return item?.body?.S;
  }
  const value = await blobs.get(key);
  if (value === undefined) {
    throw fault({ code: 'SB917', message: `The large text ${key} is not where its item says.` });
  }
  return value;
}
