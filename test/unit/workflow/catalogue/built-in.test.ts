import { describe, expect, test } from 'vitest';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import type { EventType, Fields, FieldType } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { findMisfits } from '../../../../lib/workflow/catalogue/find-misfits.ts';

const catalogue = builtInCatalogue();
const events = [...catalogue.events.values()];
const actions = [...catalogue.actions.values()];

/** The type at a dotted path of an event's data. */
function typeAt(fields: Fields, path: string): FieldType | undefined {
  const [head, ...rest] = path.split('.');
  const type = fields[head ?? ''];
  if (rest.length === 0) return type;
  return type?.type === 'object' ? typeAt(type.fields, rest.join('.')) : undefined;
}

describe('built-in events', () => {
  test.each([
    [
      'T1',
      ['created', 'updated', 'tag_added', 'tag_removed', 'segment_entered', 'segment_left'].map(inFamily('contact')),
    ],
    [
      'T2',
      [
        'conversation.started',
        'conversation.ended',
        'message.received',
        'conversation.escalation_requested',
        'conversation.sentiment_detected',
      ],
    ],
    [
      'T3',
      [
        'lead.created',
        'lead.status_changed',
        'ticket.created',
        'ticket.status_changed',
        'appointment.booked',
        'appointment.cancelled',
      ],
    ],
    ['T4', ['created', 'submitted', 'completed', 'failed'].map(inFamily('inquiry'))],
    ['T5', ['page_viewed', 'time_reached', 'exit_intended'].map(inFamily('visit'))],
    ['T9', ['workflow.enrolled']],
    ['A5', ['conversation.reply_requested']],
  ])('%s has its events', (row, names) => {
    expect(events.filter((event) => event.row === row).map((event) => event.name)).toEqual(names);
  });

  test.each(events.map((event): [string, EventType] => [event.name, event]))(
    '%s carries a sample of its own type',
    (_, event) => {
      expect(findMisfits(event.sample, event.data)).toEqual([]);
    },
  );

  test.each(events.map((event): [string, EventType] => [event.name, event]))(
    '%s finds its contact and records in its data',
    (_, event) => {
      // What is about no person names no contact.
      const paths = [...(event.contact === undefined ? [] : [event.contact]), ...Object.values(event.records)];
      expect(paths.map((path) => typeAt(event.data, path)?.type)).toEqual(paths.map(() => 'text'));
    },
  );

  test('no two events share source and detail type', () => {
    expect(new Set(events.map((event) => `${event.source} ${event.detailType}`)).size).toBe(events.length);
  });

  test('source and detail type are within the limits of EventBridge', () => {
    expect(events.filter((event) => event.source.length > 256 || event.detailType.length > 128)).toEqual([]);
  });
});

describe('built-in records and actions', () => {
  test('every record has an id', () => {
    expect([...catalogue.records.values()].map((record) => record.fields.id?.type)).toEqual(
      [...catalogue.records].map(() => 'text'),
    );
  });

  test('the actions of the first delivery are there', () => {
    expect([...catalogue.actions.keys()].sort()).toEqual([
      'contact.assign',
      'contact.tag',
      'contact.update',
      'conversation.reply',
      'email.send',
      'event.put',
      'http.call',
      'inquiry.decide',
      'lead.update',
      'notify.send',
      'promotion.show',
      'task.create',
      'ticket.create',
    ]);
  });

  test('every action belongs to one of the seven families', () => {
    expect(new Set(actions.map((action) => action.family))).toEqual(
      new Set(['email', 'http', 'records', 'conversation', 'promotion', 'notify', 'event']),
    );
  });

  test('every event an action causes is in the catalogue', () => {
    expect(actions.flatMap((action) => action.causes).filter((name) => !catalogue.events.has(name))).toEqual([]);
  });

  test('what reaches a contact asks for consent, and nothing else does', () => {
    expect(actions.filter((action) => action.sendsMessage).map((action) => action.name)).toEqual([
      'email.send',
      'conversation.reply',
    ]);
  });
});

function inFamily(family: string): (name: string) => string {
  return (name) => `${family}.${name}`;
}
