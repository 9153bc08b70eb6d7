import type { RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { Node } from '../../workflow/graph/graph.ts';
import type { CompileSettings } from '../compile-settings.ts';
import { compilerOf } from '../steps/step-compilers.ts';
import type { PlacedScope } from './scope-tree.ts';

/** What passing a step, with everything inside it, does to what was read before. */
export interface Effects {
  readonly pauses: boolean;
  readonly writes: ReadonlySet<RecordName>;
}

const NONE: Effects = { pauses: false, writes: new Set() };

/** The effects of every step; scopes come after the ones around them, so the innermost are looked at first. */
export function effectsOf(scopes: readonly PlacedScope[], settings: CompileSettings): (node: Node) => Effects {
  const effects = new Map<Node, Effects>();
  const at = (node: Node): Effects => effects.get(node) ?? NONE;
  for (const { flow, owner } of scopes.toReversed()) {
    for (const node of flow.order) {
      const own = together(at(node), ownEffects(node, settings));
      if (own === NONE) continue;
      effects.set(node, own);
      if (owner !== undefined) effects.set(owner.node, together(at(owner.node), own));
    }
  }
  return at;
}

function ownEffects(node: Node, settings: CompileSettings): Effects {
  const { pauses = false, writes } = compilerOf(node);
  const written = writes?.(node, settings) ?? [];
  return pauses || written.length > 0 ? { pauses, writes: new Set(written) } : NONE;
}

function together(a: Effects, b: Effects): Effects {
  if (b === NONE) return a;
  return a === NONE ? b : { pauses: a.pauses || b.pauses, writes: new Set([...a.writes, ...b.writes]) };
}
