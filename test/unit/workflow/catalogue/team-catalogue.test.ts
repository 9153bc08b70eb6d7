import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../lib/errors/app-error.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import type { ActionType, Catalogue } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { withActions, withMessages } from '../../../../lib/workflow/catalogue/catalogue-additions.ts';
import { extendCatalogue } from '../../../../lib/workflow/catalogue/team-catalogue.ts';

function extend(text: string): Catalogue {
  const { catalogue, issues } = extendCatalogue(builtInCatalogue(), { text });
  expect(issues).toEqual([]);
  return catalogue;
}

/** `line:column code message` of every issue. */
function issuesOf(text: string): string[] {
  return extendCatalogue(builtInCatalogue(), { text }).issues.map(
    (issue) => `${issue.line}:${issue.column} ${issue.code} ${issue.message}`,
  );
}

describe('what a catalogue file adds', () => {
  test('an event with its contact, types and sample', () => {
    const catalogue = extend(`
events:
  order.placed:
    source: shop
    detail_type: Order Placed
    title: An order
    description: Somebody bought something.
    contact: buyer.id
    data: { buyer: { id: text }, total: number, coupon?: text, lines: [{ sku: text }], raw: object, tags: list }
    sample: { buyer: { id: contact-1 }, total: 5, lines: [], raw: {}, tags: [] }
`);
    expect(catalogue.events.get('order.placed')).toEqual({
      name: 'order.placed',
      source: 'shop',
      detailType: 'Order Placed',
      title: 'An order',
      description: 'Somebody bought something.',
      contact: 'buyer.id',
      records: { contact: 'buyer.id' },
      data: {
        buyer: { type: 'object', fields: { id: { type: 'text' } } },
        total: { type: 'number' },
        coupon: { type: 'text', optional: true },
        lines: { type: 'list', of: { type: 'object', fields: { sku: { type: 'text' } } } },
        raw: { type: 'object', fields: {}, open: true },
        tags: { type: 'list', of: { type: 'any' } },
      },
      sample: { buyer: { id: 'contact-1' }, total: 5, lines: [], raw: {}, tags: [] },
    });
  });

  test('an event without a contact has no records', () => {
    const event = extend('events: { stock.low: { source: shop, detail_type: Stock Low } }').events.get('stock.low');
    expect(event).toMatchObject({ title: 'Stock Low', description: '', records: {}, data: {}, sample: {} });
    expect(event).not.toHaveProperty('contact');
  });

  test('fields of contacts, each of which may be missing', () => {
    const contact = extend('contact_fields: { renewal_date: date }').records.get('contact');
    expect(contact?.fields.renewal_date).toEqual({ type: 'date', optional: true });
    expect(contact?.fields.email?.type).toBe('text');
  });

  test('segments, consents, teams and secrets', () => {
    const catalogue = extend(
      'segments: [vip]\nconsents: [marketing]\nteams: { sales: [ana@example.com] }\nsecrets: [key]',
    );
    expect([...catalogue.segments, ...catalogue.consents, ...catalogue.secrets]).toEqual(['vip', 'marketing', 'key']);
    expect(catalogue.teams.get('sales')).toEqual(['ana@example.com']);
  });

  test('a calendar in the zone of the file, with one range or several a day', () => {
    const catalogue = extend(`
zone: Europe/Berlin
calendars:
  office: { hours: { mon: "09:00-17:00", tue: ["09:00-12:00", "13:00-24:00"] }, holidays: ["2026-12-25"] }
  hotline: { zone: America/New_York, hours: { sun: "00:00-24:00" } }
`);
    expect(catalogue.zone).toBe('Europe/Berlin');
    expect(catalogue.calendars.get('office')).toEqual({
      zone: 'Europe/Berlin',
      hours: {
        mon: [['09:00', '17:00']],
        tue: [
          ['09:00', '12:00'],
          ['13:00', '24:00'],
        ],
      },
      holidays: ['2026-12-25'],
    });
    expect(catalogue.calendars.get('hotline')?.zone).toBe('America/New_York');
  });

  test('an empty map adds nothing', () => {
    expect(extend('{}')).toEqual(builtInCatalogue());
  });

  test('the catalogue of the sample workflows is sound, and its samples fit', () => {
    const file = 'statemachines/catalogue.yaml';
    const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
    expect(extendCatalogue(builtInCatalogue(), { text, file }).issues).toEqual([]);
  });
});

describe('what is wrong with a catalogue file', () => {
  test('text that is no YAML leaves the base as it is', () => {
    const base = builtInCatalogue();
    const { catalogue, issues } = extendCatalogue(base, { text: 'events: [', file: 'catalogue.yaml' });
    expect(catalogue).toBe(base);
    expect(issues[0]).toMatchObject({ file: 'catalogue.yaml', severity: 'error', line: 1 });
  });

  test('every issue says its file', () => {
    const { issues } = extendCatalogue(builtInCatalogue(), { text: 'zone: Mars', file: 'catalogue.yaml' });
    expect(issues.map((issue) => issue.file)).toEqual(['catalogue.yaml']);
  });

  test.each([
    ['- a list', ['1:1 SB501 The file must be a map.']],
    ['event: {}', ['1:8 SB501 There is no key "event" here. Did you mean "events"?']],
    ['whatever: 1', ['1:11 SB501 There is no key "whatever" here.']],
    ['segments: vip', ['1:11 SB501 "segments" must be a list.']],
    ['segments: [VIP]', ['1:12 SB501 "segments.0" must be snake_case, at most 60 characters.']],
    [
      'events: { placed: {} }',
      ['1:19 SB501 "events.placed" must be snake_case words with a dot between them: order.placed.'],
    ],
    [
      'events: { order.placed: { source: aws.ec2 } }',
      [
        '1:35 SB501 "events.order.placed.source" must not begin with "aws.".',
        '1:25 SB501 "events.order.placed.detail_type" is missing: write text.',
      ],
    ],
    ['teams: { sales: [ana] }', ['1:18 SB501 "teams.sales.0" must be an e-mail address.']],
    ['teams: { sales: [] }', ['1:17 SB501 "teams.sales" must have at least one member.']],
    [
      'calendars: { o: { hours: { mon: 9-17 } } }',
      [
        '1:33 SB501 "calendars.o.hours.mon" must be "09:00-17:00", or a list of such ranges; leave the day out when closed.',
      ],
    ],
    [
      'calendars: { o: { hours: { mon: "09:00-17:00" }, holidays: ["2026-13-01"] } }',
      ['1:61 SB501 "calendars.o.holidays.0" must be a date: "2026-12-24".'],
    ],
    [
      'contact_fields: { a: txt, b: wibble, c: [text, text], d: 1, e: [] }',
      [
        '1:22 SB502 There is no type "txt". Did you mean "text"?',
        '1:30 SB502 There is no type "wibble". Write one of text, number, boolean, time, date, clock, list, object, any.',
        '1:41 SB502 A list type has exactly one item, the type of each: [text] or [{ sku: text }].',
        '1:58 SB502 1 is no type. Write one of text, number, boolean, time, date, clock, list, object, any, a map, or a list.',
        '1:64 SB502 A list type has exactly one item, the type of each: [text] or [{ sku: text }].',
      ],
    ],
    [
      'events: { lead.created: { source: crm, detail_type: New } }',
      ['1:25 SB503 "lead.created" is a built-in event. Give yours another name.'],
    ],
    [
      'events: { a.b: { source: shop, detail_type: X }, a.c: { source: shop, detail_type: X } }',
      ['1:55 SB504 "a.c" and "a.b" have the same source and detail_type, so nothing tells them apart. Change one.'],
    ],
    [
      'events: { a.b: { source: shop, detail_type: X, contact: contact_di, data: { contact_id: text } } }',
      [
        '1:57 SB505 The event\'s data has no field "contact_di" to take the contact\'s id from. Did you mean "contact_id"?',
      ],
    ],
    [
      'events: { a.b: { source: shop, detail_type: X, contact: a.b, data: { a: text } } }',
      ['1:57 SB505 "a.b" is no text field of the event\'s data. The contact\'s id is text.'],
    ],
    [
      'events: { a.b: { source: shop, detail_type: X, contact: a, data: { a: { b: text } } } }',
      ['1:57 SB505 "a" is no text field of the event\'s data. The contact\'s id is text.'],
    ],
    [
      'events: { a.b: { source: shop, detail_type: X, data: { k: { m: number } }, sample: { k: { m: one } } } }',
      ['1:94 SB506 The sample\'s "k.m" is "one", must be a number.'],
    ],
    ['zone: Europe/Berln', ['1:7 SB507 "Europe/Berln" is no IANA time zone. Did you mean "Europe/Berlin"?']],
    [
      'calendars: { o: { zone: Nowhere/AtAllReally, hours: { mon: "09:00-17:00" } } }',
      ['1:25 SB507 "Nowhere/AtAllReally" is no IANA time zone.'],
    ],
    [
      'calendars: { o: { hours: {} } }',
      ['1:26 SB508 The calendar "o" is never open, so a wait for it would never end. Give at least one day.'],
    ],
    [
      'calendars: { o: { hours: { mon: "17:00-09:00" } } }',
      ['1:33 SB508 On mon, 17:00-09:00 ends before it begins. Split it at midnight.'],
    ],
    [
      'calendars: { o: { hours: { mon: ["09:00-12:00", "11:00-13:00"] } } }',
      ['1:33 SB508 On mon, the ranges overlap or are out of order. Sort them.'],
    ],
    [
      'contact_fields: { email: text }',
      ['1:26 SB509 "email" is a standard field of contacts. Leave it out, or give yours another name.'],
    ],
    [
      'consents: [none]',
      ['1:12 SB510 A consent cannot be called "none": that word says that a workflow needs no consent.'],
    ],
  ])('%s', (text, expected) => {
    expect(issuesOf(text)).toEqual(expected);
  });

  test('all of them are told at once, and the rest is still read', () => {
    const text = 'zone: Mars\nsegments: [vip]\ncontact_fields: { email: text, age: numbr }';
    const { catalogue, issues } = extendCatalogue(builtInCatalogue(), { text });
    expect(issues.map((issue) => issue.code)).toEqual(['SB507', 'SB502', 'SB509']);
    expect(catalogue.segments.has('vip')).toBe(true);
    expect(catalogue.records.get('contact')?.fields.email?.description).toBeDefined();
  });
});

describe("a deployment's own actions and messages", () => {
  const score: ActionType = {
    name: 'acme.score',
    title: 'Score',
    description: 'Scores a lead.',
    family: 'acme_score',
    input: {},
    output: {},
    sendsMessage: false,
    writes: [],
    reads: [],
    delivery: 'at_least_once',
    retry: { attempts: 1, delaySeconds: 1, factor: 1, maxDelaySeconds: 1 },
    timeoutSeconds: 10,
    causes: [],
  };

  test('A13 an own action stands beside the built-in ones', () => {
    expect(withActions(builtInCatalogue(), [score]).actions.get('acme.score')).toBe(score);
  });

  test('A13 an own action cannot take the name of another', () => {
    const add = () => withActions(builtInCatalogue(), [{ ...score, name: 'email.send' }]);
    expect(add).toThrow(AppError);
    expect(add).toThrow('There is an action "email.send" already.');
  });

  test('messages are named by their ids', () => {
    expect([...withMessages(withMessages(builtInCatalogue(), ['a']), ['b']).messages]).toEqual(['a', 'b']);
  });
});
