import { expect, test } from 'vitest';
import { TASK_ERRORS } from '../../../lib/compiler/task-contract.ts';
import { toTaskError } from '../../../lib/engine/actions/task-error.ts';
import { AppError, type ErrorKind } from '../../../lib/errors/app-error.ts';
import { ERROR_OUTCOMES, TASK_ERROR_OUTCOMES } from '../../../lib/errors/error-outcomes.ts';

const kinds: readonly ErrorKind[] = ['invalid', 'forbidden', 'not-found', 'conflict', 'gone', 'transient', 'fault'];

test('every kind of error has its outcomes, and no other', () => {
  expect(Object.keys(ERROR_OUTCOMES).sort()).toEqual([...kinds].sort());
});

test('every error that a task can report has a row', () => {
  expect(Object.keys(TASK_ERROR_OUTCOMES).sort()).toEqual(Object.values(TASK_ERRORS).sort());
});

test.each(kinds)('a task reports an error of kind %s under the name of the table', (kind) => {
  expect(toTaskError(new AppError({ code: 'SB000', kind, message: 'no' })).name).toBe(ERROR_OUTCOMES[kind].taskError);
});

test('only what may help is retried', () => {
  const retried = kinds.filter((kind) => TASK_ERROR_OUTCOMES[ERROR_OUTCOMES[kind].taskError].retried);
  expect(retried).toEqual(['transient']);
});
