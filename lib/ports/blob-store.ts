/** Texts too large for a store's items: inputs, definitions and histories of more than 200 KiB. */
export interface BlobStore {
  put(key: string, text: string): Promise<void>;
  get(key: string): Promise<string | undefined>;
}
