/** What is to happen on virtual time. */
export interface Agenda {
  /** Puts something on the agenda; the same id replaces what it stood for. */
  readonly set: (id: string, at: number, action: () => void | Promise<void>) => void;
  readonly cancel: (id: string) => void;
  /** Takes the next entry off: the earliest, among equals the one set first. */
  readonly take: () => Entry | undefined;
  /** When the next entry is due. */
  readonly nextAt: () => number | undefined;
  /** Takes off every entry whose id starts like this. */
  readonly clear: (prefix: string) => void;
}

/** One thing to happen. */
interface Entry {
  readonly at: number;
  readonly action: () => void | Promise<void>;
}

/** An empty agenda. */
export function createAgenda(): Agenda {
  const entries = new Map<string, Entry>();
  const next = (): string | undefined => {
    let found: string | undefined;
    let earliest = Number.POSITIVE_INFINITY;
    for (const [id, { at }] of entries) {
      if (at < earliest) {
        earliest = at;
        found = id;
      }
    }
    return found;
  };
  const at = (id: string | undefined): Entry | undefined => (id === undefined ? undefined : entries.get(id));
  return {
    set: (id, dueAt, action) => {
      entries.delete(id);
      entries.set(id, { at: dueAt, action });
    },
    cancel: (id) => {
      entries.delete(id);
    },
    take: () => {
      const id = next();
      const entry = at(id);
      entries.delete(id ?? '');
      return entry;
    },
    nextAt: () => at(next())?.at,
    clear: (prefix) => {
      for (const id of [...entries.keys()]) {
        if (id.startsWith(prefix)) {
          entries.delete(id);
        }
      }
    },
  };
}
