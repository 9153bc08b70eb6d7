import type { Guardrail, LiveState } from '../../ports/live-state-store.ts';
import type { DesiredLive } from './live-moves.ts';

/** What becomes of a version once it is published: it is active, it waits, or it takes a share of the new runs. */
export type Activation =
  | boolean
  /** A whole number from 0 to 100. */
  | { readonly rollout: number; readonly guardrail?: Guardrail };

/**
 * What is to be live for it; `undefined`: nothing changes. Only a workflow of which nothing was active before is enabled
 * with it: what someone disabled stays so. Where nothing is active yet, a rollout has nothing to be beside.
 */
export function desiredFor(
  activation: Activation,
  version: number,
  { active, rollout }: Pick<LiveState, 'active' | 'rollout'>,
): DesiredLive | undefined {
  const percent = typeof activation === 'boolean' ? Number(activation) * 100 : activation.rollout;
  if (percent === 0) {
    return undefined;
  }
  const first = active === undefined ? { enabled: true } : {};
  if (percent === 100 || active === undefined || typeof activation === 'boolean') {
    const others = rollout === undefined || rollout.version === version ? {} : { rollout: null };
    return { version, ...first, ...others };
  }
  const { guardrail } = activation;
  return active === version
    ? undefined
    : { rollout: { version, percent, ...(guardrail === undefined ? {} : { guardrail }) } };
}
