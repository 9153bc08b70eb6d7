import { describe, expect, test } from 'vitest';
import { invalid, transient } from '../../../../lib/errors/app-error.ts';
import { createActivity } from '../../../../lib/local/engine/activity.ts';
import { createMessageQueue, type Message } from '../../../../lib/local/engine/message-queue.ts';
import { createQueueWorker } from '../../../../lib/local/engine/queue-worker.ts';
import { createVirtualTimeline } from '../../../../lib/local/engine/virtual-timeline.ts';
import { IN_MEMORY, openDatabase } from '../../../../lib/local/sqlite/open-database.ts';

function createWorld(handle: (message: Message) => Promise<void>) {
  const database = openDatabase(IN_MEMORY);
  const timeline = createVirtualTimeline(0);
  const failures: unknown[] = [];
  const activity = createActivity((error) => failures.push(error));
  const queue = createMessageQueue(database);
  const worker = createQueueWorker({ queue, timeline, activity, handle });
  const settle = async (): Promise<void> => {
    do {
      await activity.idle();
    } while (timeline.step());
  };
  return { database, timeline, queue, worker, settle, failures };
}

describe('the durable queue', () => {
  test('handles each message once, many at a time', async () => {
    const handled: string[] = [];
    const world = createWorld(async ({ body }) => {
      handled.push(body);
    });
    const bodies = Array.from({ length: 1000 }, (_, index) => `${index}`);
    world.worker.add('event', bodies);
    await world.settle();
    expect(handled.sort()).toEqual([...bodies].sort());
    expect(world.queue.count()).toEqual({ waiting: 0, dead: 0 });
  });

  test('a message that is handled in the turn that added it is never written, one that is not outlives it', async () => {
    const gate = Promise.withResolvers<void>();
    const world = createWorld(({ body }) => (body === 'slow' ? gate.promise : Promise.resolve()));
    const written = (): unknown => world.database.sql.prepare('SELECT body FROM messages').all();
    world.worker.add('event', ['quick', 'slow']);
    await world.database.commit.durable();
    expect(written()).toEqual([{ body: 'slow' }]);
    gate.resolve();
    await world.settle();
    expect(written()).toEqual([]);
  });

  test('more than is kept in memory waits in the queue, and all of it is handled', async () => {
    const gate = Promise.withResolvers<void>();
    const handled = new Set<string>();
    const world = createWorld(async ({ body }) => {
      await gate.promise;
      handled.add(body);
    });
    for (let batch = 0; batch < 5; batch += 1) {
      world.worker.add(
        'event',
        Array.from({ length: 500 }, (_, index) => `${batch}/${index}`),
      );
    }
    gate.resolve();
    await world.settle();
    expect(handled.size).toBe(2500);
    expect(world.queue.count()).toEqual({ waiting: 0, dead: 0 });
  });

  test('what fails for now is tried again, later each time', async () => {
    const tried: number[] = [];
    const world = createWorld(async () => {
      tried.push(world.timeline.now());
      if (tried.length < 4) throw transient({ code: 'SB642', message: 'not now' });
    });
    world.worker.add('event', ['a']);
    await world.settle();
    expect(tried).toEqual([0, 1000, 3000, 7000]);
    expect(world.queue.count()).toEqual({ waiting: 0, dead: 0 });
  });

  test('1 bad message in 10 dies at once with its reason, and 9 succeed', async () => {
    let handled = 0;
    const world = createWorld(async ({ body }) => {
      if (body === '4') throw invalid({ code: 'SB701', message: 'no event', resolution: 'send one' });
      handled += 1;
    });
    world.worker.add('event', [...'0123456789']);
    await world.settle();
    expect(handled).toBe(9);
    expect(world.queue.listDead(10)).toEqual([
      expect.objectContaining({ body: '4', attempts: 1, reason: 'SB701 no event' }),
    ]);
  });

  test('what never works is given up after ten tries; put back, it is tried anew', async () => {
    let works = false;
    const world = createWorld(async () => {
      if (!works) throw new TypeError('broken');
    });
    world.worker.add('event', ['a']);
    await world.settle();
    expect(world.queue.listDead(10)).toMatchObject([{ attempts: 10, reason: 'TypeError: broken' }]);
    works = true;
    expect(world.queue.redrive(world.timeline.now())).toBe(1);
    world.worker.wake();
    await world.settle();
    expect(world.queue.count()).toEqual({ waiting: 0, dead: 0 });
  });

  test('a dead letter is put back by its id alone', async () => {
    const world = createWorld(async () => {
      throw 'no reason';
    });
    world.worker.add('event', ['a', 'b']);
    await world.settle();
    const [newest] = world.queue.listDead(1);
    expect(newest?.reason).toBe('no reason');
    expect(world.queue.redrive(0, newest?.id)).toBe(1);
    expect(world.queue.count()).toEqual({ waiting: 1, dead: 1 });
  });

  test('a closed worker leaves messages for the next process', async () => {
    const world = createWorld(async () => undefined);
    world.worker.close();
    world.worker.add('event', ['a']);
    await world.settle();
    expect(world.queue.count()).toEqual({ waiting: 1, dead: 0 });
  });
});
