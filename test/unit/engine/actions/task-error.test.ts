import { describe, expect, test } from 'vitest';
import { toTaskError, withTaskErrors } from '../../../../lib/engine/actions/task-error.ts';
import { conflict, fault, invalid, notFound, transient } from '../../../../lib/errors/app-error.ts';

const props = { code: 'c', message: 'text', resolution: 'r' };

describe('Errors of tasks', () => {
  test.each([
    [invalid(props), 'Signalbox.Permanent'],
    [notFound(props), 'Signalbox.Permanent'],
    [conflict(props), 'Signalbox.Permanent'],
    [fault(props), 'Signalbox.Permanent'],
    [transient(props), 'Signalbox.Transient'],
  ])('of each kind have the name that Retry and Catch know', (error, name) => {
    const task = toTaskError(error);
    expect([task.name, task.message, task.cause]).toEqual([name, 'c: text', error]);
  });

  test('that nobody planned may go away', () => {
    expect(toTaskError(new TypeError('oops'))).toMatchObject({
      name: 'Signalbox.Transient',
      message: 'unexpected: TypeError: oops',
    });
    expect(toTaskError('text').message).toBe('unexpected: text');
  });

  test('that are named already stay as they are', () => {
    const held = Object.assign(new Error('paused: x'), { name: 'Signalbox.Held' });
    expect(toTaskError(held)).toBe(held);
  });

  test('are thrown by a task, whose result passes', async () => {
    await expect(withTaskErrors(async () => 5)).resolves.toBe(5);
    await expect(withTaskErrors(() => Promise.reject(transient(props)))).rejects.toMatchObject({
      name: 'Signalbox.Transient',
    });
    await expect(
      withTaskErrors(() => {
        throw invalid(props);
      }),
    ).rejects.toMatchObject({ name: 'Signalbox.Permanent' });
  });
});
