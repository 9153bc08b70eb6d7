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

/** The effects of every step; scopes come after the ones around them, so the innermost are looked at first. */
export function effectsOf(scopes: readonly PlacedScope[], settings: CompileSettings): (node: Node) => Effects {
  const effects = new Map<Node, { pauses: boolean; writes: Set<RecordName> }>();
  const at = (node: Node) => {
    const known = effects.get(node) ?? {
      pauses: compilerOf(node).pauses ?? false,
      writes: new Set(compilerOf(node).writes?.(node, settings) ?? []),
    };
    effects.set(node, known);
    return known;
  };
  for (const { flow, owner } of scopes.toReversed()) {
    for (const node of flow.order) {
      const own = at(node);
      if (owner === undefined) continue;
      const outer = at(owner.node);
      outer.pauses ||= own.pauses;
      for (const name of own.writes) outer.writes.add(name);
    }
  }
  return at;
}
