import { buildCondition } from '../conditions/build-condition.ts';
import type { ConditionPlace } from '../conditions/condition-place.ts';
import { parsePath } from '../references/parse-path.ts';
import type { Path } from '../references/path.ts';
import { readBarePath } from '../references/read-path.ts';
import type { TriggerDefinition } from '../schema/workflow-schema.ts';
import { readOffset } from './build-calendar-wait.ts';
import type { Building } from './building.ts';
import type { Trigger } from './graph.ts';
import type { Report } from './report.ts';

/** What starts a run, with the catalogue's contact path and the defaults of the language. */
export function buildTrigger(
  trigger: TriggerDefinition,
  { catalogue, report, zone }: Pick<Building, 'catalogue' | 'report' | 'zone'>,
  place: ConditionPlace,
): Trigger {
  if ('event' in trigger) {
    const contact = contactPath(trigger.contact, catalogue.events.get(trigger.event)?.contact, report);
    return {
      kind: 'event',
      event: trigger.event,
      ...(trigger.if === undefined ? {} : { condition: buildCondition(trigger.if, '/trigger/if', place) }),
      ...(contact === undefined ? {} : { contact }),
    };
  }
  if ('schedule' in trigger) {
    if (zone === 'contact') {
      report(
        'SB211',
        '/zone',
        'A schedule is not in the zone of each contact. Write an IANA name such as Europe/Berlin',
      );
    }
    const segment = trigger.segment === undefined ? {} : { segment: trigger.segment };
    return { kind: 'schedule', expression: trigger.schedule, zone, ...segment };
  }
  const offset = readOffset(trigger);
  return {
    kind: 'date',
    field: rooted(trigger.date, '/trigger/date', ['contact', 'appointment'], report),
    ...(offset === undefined ? {} : { offset }),
    at: trigger.at ?? '00:00',
    repeat: trigger.repeat ?? 'once',
    zone,
  };
}

function contactPath(written: string | undefined, declared: string | undefined, report: Report): Path | undefined {
  if (written !== undefined) return rooted(written, '/trigger/contact', ['event'], report);
  const parsed = declared === undefined ? { problem: '' } : parsePath(`event.${declared}`);
  return 'path' in parsed ? parsed.path : undefined;
}

function rooted(text: string, pointer: string, roots: readonly string[], report: Report): Path {
  const path = readBarePath(text, pointer, report);
  if (path.root !== text && !roots.includes(path.root)) {
    report('SB408', pointer, `"${text}" does not begin with ${roots.join(' or ')}. Write ${roots[0]}. and a field`);
  }
  return path;
}
