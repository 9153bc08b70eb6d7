import type { ActionType } from '../workflow/catalogue/catalogue.ts';
import type { Node } from '../workflow/graph/graph.ts';
import type { CompileSettings } from './compile-settings.ts';
import { remembered } from './remembered.ts';
import { actionOf } from './steps/action-of.ts';

/** Events that a run may make happen, by its actions or by naming them in an input. Sorted. For the check of loops. */
export function causedEvents(nodes: readonly Node[], settings: CompileSettings): readonly string[] {
  const caused = new Set<string>();
  const fieldsOf = remembered(fieldsOfEvents);
  for (const node of nodes) {
    if (node.kind !== 'do') continue;
    const action = actionOf(node, settings);
    for (const event of action.causes) caused.add(event);
    const named = fieldsOf(action).map((field) => node.input[field]);
    for (const event of named.filter((value) => typeof value === 'string')) caused.add(event);
  }
  return [...caused].sort();
}

function fieldsOfEvents({ input }: ActionType): readonly string[] {
  return Object.entries(input).flatMap(([name, { type }]) => (type === 'event' ? [name] : []));
}
