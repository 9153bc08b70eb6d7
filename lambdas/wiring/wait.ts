import { setTimeout } from 'node:timers/promises';

/** Resolves after so many milliseconds. */
export async function wait(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds);
}
