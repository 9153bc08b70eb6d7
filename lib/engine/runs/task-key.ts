import type { TaskBase } from '../../compiler/task-contract.ts';

/** Names one task of one run, however often it is tried: run, step, and the iterations it is in. */
export function taskKey({ run, step, iteration = [] }: Pick<TaskBase, 'run' | 'step' | 'iteration'>): string {
  return [run.id, step, ...iteration].join('/');
}
