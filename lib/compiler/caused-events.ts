import type { Node } from '../workflow/graph/graph.ts';
import type { CompileSettings } from './compile-settings.ts';
import { actionOf } from './steps/action-of.ts';

/** Events that a run may make happen, by its actions or by naming them in an input. Sorted. For the check of loops. */
export function causedEvents(nodes: readonly Node[], settings: CompileSettings): readonly string[] {
  const caused = nodes.flatMap((node) => {
    if (node.kind !== 'do') return [];
    const { causes, input } = actionOf(node, settings);
    const named = Object.entries(input).flatMap(([field, { type }]) => (type === 'event' ? [node.input[field]] : []));
    return [...causes, ...named.filter((name) => typeof name === 'string')];
  });
  return [...new Set(caused)].sort();
}
