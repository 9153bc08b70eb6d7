import type { RecordName } from '../../catalogue/catalogue.ts';
import type { Node } from '../../graph/graph.ts';
import type { Check } from '../subject.ts';
import { recordsOf } from '../types/roots.ts';

/** SB315, SB316: steps that need the contact or another record in a workflow whose trigger is about none. */
export const checkRecords: Check = ({ graph, catalogue, flow }, { error }) => {
  const known = new Set(recordsOf(graph.trigger, catalogue));
  const contactMissing = !known.has('contact');
  const mend =
    graph.trigger.kind === 'schedule'
      ? 'Name a segment in the trigger'
      : 'Say in the trigger where the contact’s id is: contact: event.customer_id';
  for (const { node } of flow.steps.values()) {
    for (const record of recordsNeededBy(node)) {
      if (known.has(record)) continue;
      if (record === 'contact')
        error('SB315', node.pointer, `"${node.id}" needs a contact, and a run of this workflow has none. ${mend}`);
      else
        error(
          'SB316',
          node.pointer,
          `"${node.id}" needs ${article(record)}, and the trigger is about none. Choose a trigger about one, or another action`,
        );
    }
  }
  if (contactMissing && graph.goal !== undefined) {
    error('SB315', '/goal', `A goal is reached by a contact, and a run of this workflow has none. ${mend}`);
  }
  if (contactMissing && graph.zone === 'contact') {
    error('SB315', '/zone', `The zone is the contact’s, and a run of this workflow has no contact. ${mend}`);
  }

  function recordsNeededBy(node: Node): readonly RecordName[] {
    if (node.kind === 'wait_for') return ['contact'];
    if (node.kind === 'wait')
      return node.wait.kind === 'calendar' && node.wait.calendar.zone === 'contact' ? ['contact'] : [];
    const action = node.kind === 'do' ? catalogue.actions.get(node.action) : undefined;
    return action === undefined ? [] : [...new Set([...action.reads, ...action.writes])];
  }
};

function article(record: RecordName): string {
  return `${/^[aeiou]/.test(record) ? 'an' : 'a'} ${record}`;
}
