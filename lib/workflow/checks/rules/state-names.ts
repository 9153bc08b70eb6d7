import type { Check } from '../subject.ts';

/** States that stand beside a step's own are called after it, with these behind the name. */
const SUFFIXES = [' (data)', ' (held)'];

/** SB313: a step whose name could be that of a state beside another step. */
export const checkStateNames: Check = ({ flow }, { error }) => {
  for (const { node } of flow.steps.values()) {
    const suffix = SUFFIXES.find((reserved) => node.name.endsWith(reserved));
    if (suffix === undefined) continue;
    const message = `"${node.name}" ends like a state that stands beside a step. Choose a name without${suffix}`;
    error('SB313', node.pointer, message);
  }
};
