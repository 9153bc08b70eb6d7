import type { BlobStore } from '../../lib/ports/blob-store.ts';

/** Large texts in memory. */
export function createMemoryBlobStore(): BlobStore & { readonly keys: () => readonly string[] } {
  const texts = new Map<string, string>();
  return {
    put: async (key, text) => {
      texts.set(key, text);
    },
    get: async (key) => texts.get(key),
    keys: () => [...texts.keys()],
  };
}
