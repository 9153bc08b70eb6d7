/** Something that answers from memory, and can be told to look anew. */
export interface Refreshable<Reader> {
  readonly current: () => Reader;
  readonly refresh: () => void;
}

/** Made anew with each refresh. */
export function createRefreshable<Reader>(read: () => Reader): Refreshable<Reader> {
  let current = read();
  return {
    current: () => current,
    refresh: () => {
      current = read();
    },
  };
}
