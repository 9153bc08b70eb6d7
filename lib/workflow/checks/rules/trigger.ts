import { valueAt } from '../../json-pointer.ts';
import type { Path } from '../../references/path.ts';
import { nounOf } from '../../references/resolve-type.ts';
import { checkCondition } from '../conditions/check-condition.ts';
import { readPathType } from '../references/read-text.ts';
import type { Check, Site } from '../subject.ts';
import type { Place } from '../types/roots.ts';

/** What starts a run and what it is for: conditions of the trigger and the goal, SB422: paths of another type. */
export const checkTrigger: Check = (subject, findings) => {
  const { graph, rootsAt } = subject;
  const siteAt = (place: Place): Site => ({ subject, findings, place, ask: rootsAt(place) });
  const site = siteAt({ kind: 'trigger' });
  checkCondition(valueAt(graph.definition, '/trigger/if'), '/trigger/if', site);
  if (graph.trigger.kind === 'event' && graph.trigger.contact !== undefined) {
    const isWritten = valueAt(graph.definition, '/trigger/contact') !== undefined;
    if (isWritten) checkPath(graph.trigger.contact, '/trigger/contact', ['text'], site);
  }
  if (graph.trigger.kind === 'date') checkPath(graph.trigger.field, '/trigger/date', ['date', 'time'], site);
  if (graph.goal !== undefined) {
    const place = siteAt({ kind: 'goal', received: graph.goal.event });
    checkCondition(valueAt(graph.definition, '/goal/if'), '/goal/if', place);
  }
};

function checkPath(path: Path, pointer: string, wanted: readonly string[], { ask, findings }: Site): void {
  const type = readPathType(path, pointer, ask, findings)?.type;
  if (type === undefined || type.type === 'any' || wanted.includes(type.type)) return;
  findings.error('SB422', pointer, `This path leads to ${nounOf(type)}, and must lead to a ${wanted.join(' or a ')}`);
}
