import type { Timeline } from './timeline.ts';

/** Time that stands still until it is told to go on. */
export interface VirtualTimeline extends Timeline {
  /** When the next thing is due. */
  readonly nextAt: () => number | undefined;
  /** Goes to that moment and does what is due first; things set for the same moment follow in the order they were set. */
  readonly step: () => boolean;
  /** Goes to a moment at which nothing is due before. */
  readonly skipTo: (moment: number) => void;
}

interface Entry {
  readonly id: string;
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

/** Virtual time from a moment on. Deterministic: equal calls give equal orders. */
export function createVirtualTimeline(start: number): VirtualTimeline {
  let now = start;
  let order = 0;
  const entries = new Map<string, Entry>();
  const heap: Entry[] = [];
  const next = (): Entry | undefined => {
    for (let first = heap[0]; first !== undefined; first = heap[0]) {
      if (entries.get(first.id) === first) {
        return first;
      }
      removeFirst(heap);
    }
    return undefined;
  };
  return {
    now: () => now,
    set: (id, at, action) => {
      order += 1;
      const entry = { id, at, order, action };
      entries.set(id, entry);
      insert(heap, entry);
    },
    cancel: (id) => {
      entries.delete(id);
    },
    close: () => {
      entries.clear();
      heap.length = 0;
    },
    nextAt: () => next()?.at,
    step: () => {
      const entry = next();
      if (entry === undefined) {
        return false;
      }
      removeFirst(heap);
      entries.delete(entry.id);
      now = Math.max(now, entry.at);
      entry.action();
      return true;
    },
    skipTo: (moment) => {
      now = Math.max(now, moment);
    },
  };
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function insert(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(entry, parent)) {
      break;
    }
    heap[index] = parent;
    index = above;
  }
  heap[index] = entry;
}

function removeFirst(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) {
    return;
  }
  let index = 0;
  for (;;) {
    const child = smallerChild(heap, index);
    const entry = heap[child];
    if (entry === undefined || !isBefore(entry, last)) {
      break;
    }
    heap[index] = entry;
    index = child;
  }
  heap[index] = last;
}

function smallerChild(heap: readonly Entry[], index: number): number {
  const left = 2 * index + 1;
  const [one, other] = [heap[left], heap[left + 1]];
  return one !== undefined && other !== undefined && isBefore(other, one) ? left + 1 : left;
}
