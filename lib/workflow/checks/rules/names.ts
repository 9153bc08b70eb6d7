import { joinPointer } from '../../json-pointer.ts';
import { offer } from '../../references/resolve-type.ts';
import { checkCalendarName, checkEventName } from '../conditions/check-condition.ts';
import { isAddress } from '../inputs/check-name.ts';
import type { Check } from '../subject.ts';

/** SB424, SB425, SB426, SB428, SB429: names that a definition writes outside of conditions and inputs. */
export const checkNames: Check = ({ graph, catalogue, flow }, findings) => {
  const { trigger, goal } = graph;
  if (trigger.kind === 'event') checkEventName(trigger.event, '/trigger/event', catalogue, findings);
  if (trigger.kind === 'schedule' && trigger.segment !== undefined && !catalogue.segments.has(trigger.segment)) {
    const mend = offer(trigger.segment, [...catalogue.segments]);
    findings.error('SB426', '/trigger/segment', `There is no segment "${trigger.segment}".${mend}`);
  }
  if (goal !== undefined) checkEventName(goal.event, '/goal/event', catalogue, findings);
  for (const { node } of flow.steps.values()) {
    if (node.kind === 'wait_for')
      checkEventName(node.event, joinPointer(node.pointer, 'wait_for'), catalogue, findings);
    else if (node.kind === 'do' && !catalogue.actions.has(node.action)) {
      const mend = offer(node.action, [...catalogue.actions.keys()]);
      findings.error('SB425', joinPointer(node.pointer, 'do'), `There is no action "${node.action}".${mend}`);
    } else if (
      node.kind === 'wait' &&
      node.wait.kind === 'calendar' &&
      node.wait.calendar.businessHours !== undefined
    ) {
      const pointer = joinPointer(node.pointer, 'wait', 'business_hours');
      checkCalendarName(node.wait.calendar.businessHours, pointer, catalogue, findings);
    } else if (node.kind === 'approve') {
      checkPeople(node.by, joinPointer(node.pointer, 'by'));
      checkPeople(node.escalateTo ?? [], joinPointer(node.pointer, 'escalate_to'));
    }
  }

  function checkPeople(people: readonly string[], pointer: string): void {
    for (const [index, name] of people.entries()) {
      if (catalogue.teams.has(name) || isAddress(name)) continue;
      const mend = offer(name, [...catalogue.teams.keys()]);
      findings.error(
        'SB428',
        joinPointer(pointer, index),
        `There is no team "${name}", and it is no e-mail address.${mend}`,
      );
    }
  }
};
