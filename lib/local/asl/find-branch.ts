import { innerFrames } from './abort.ts';
import type { Frame } from './execution-state.ts';
import type { Branch } from './step.ts';

/** The first frame, from the outermost inwards, that fits, together with the frames around it. */
export function findBranch(root: Frame, fits: (frame: Frame) => boolean): Branch | undefined {
  return search({ frame: root, parent: undefined }, fits);
}

/** Every frame with the frames around it, from the outermost inwards. */
export function* allBranches(root: Frame): Generator<Branch> {
  yield* within({ frame: root, parent: undefined });
}

function search(branch: Branch, fits: (frame: Frame) => boolean): Branch | undefined {
  if (fits(branch.frame)) {
    return branch;
  }
  for (const frame of innerFrames(branch.frame)) {
    const found = search({ frame, parent: branch }, fits);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function* within(branch: Branch): Generator<Branch> {
  yield branch;
  for (const frame of innerFrames(branch.frame)) {
    yield* within({ frame, parent: branch });
  }
}
