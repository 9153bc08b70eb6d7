import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../../lib/engine/events/parse-envelope.ts';
import { busEvent } from '../../support/bus-event.ts';

const event = (detail: object, more: object = {}) => ({
  ...busEvent('app', 'Lead Created', { id: 'bus-1', at: '2026-03-01T11:00:00+01:00', detail: {} }),
  detail,
  ...more,
});

describe('the envelopes', () => {
  test('a plain detail is the data itself; the rest comes from the bus', () => {
    expect(parseEnvelope(event({ lead: { id: 'lead-1' } }))).toEqual({
      source: 'app',
      detailType: 'Lead Created',
      metadata: { id: 'bus-1', timestamp: '2026-03-01T10:00:00.000Z', correlationId: 'bus-1', depth: 0, chain: [] },
      identity: 'bus-1',
      data: { lead: { id: 'lead-1' } },
    });
  });

  test('our envelope says everything itself', () => {
    const metadata = {
      id: 'own-1',
      version: '2',
      timestamp: '2026-03-01T08:00:00Z',
      idempotencyKey: 'key-1',
      correlationId: 'correlation-1',
      depth: 2,
      chain: ['a', 'b'],
    };
    expect(parseEnvelope(event({ metadata, data: { n: 1 } }))).toMatchObject({
      metadata: { ...metadata, timestamp: '2026-03-01T08:00:00.000Z' },
      identity: 'key-1',
      data: { n: 1 },
    });
  });

  test('what our envelope leaves out comes from the bus', () => {
    const { metadata, identity } = parseEnvelope(event({ metadata: { id: 'own-1' }, data: {} }));
    expect(identity).toBe('own-1');
    expect(metadata).toEqual({
      id: 'own-1',
      timestamp: '2026-03-01T10:00:00.000Z',
      correlationId: 'own-1',
      depth: 0,
      chain: [],
    });
  });

  test('an app may have a field `metadata` of its own: without `data` it is data', () => {
    expect(parseEnvelope(event({ metadata: { depth: 'deep' } })).data).toEqual({ metadata: { depth: 'deep' } });
    expect(parseEnvelope(event({ metadata: 'text', data: {} })).data).toEqual({ metadata: 'text', data: {} });
  });

  test('a CloudEvent is known by its id, and its data is the data', () => {
    const cloud = { specversion: '1.0', id: 'cloud-1', source: '/app', type: 'x', time: '2026-03-01T09:00:00Z' };
    expect(parseEnvelope(event({ ...cloud, data: { n: 1 } }))).toMatchObject({
      identity: 'cloud-1',
      metadata: { timestamp: '2026-03-01T09:00:00.000Z' },
      data: { n: 1 },
    });
    const { time: _, ...timeless } = cloud;
    expect(parseEnvelope(event(timeless))).toMatchObject({
      metadata: { timestamp: '2026-03-01T10:00:00.000Z' },
      data: {},
    });
  });

  test('a replay is marked as one', () => {
    expect(parseEnvelope(event({}, { 'replay-name': 'march' })).replay).toBe('march');
  });
});

describe('what is no event', () => {
  test.each([
    ['nothing', undefined],
    ['a text', 'event'],
    ['a detail that is a list', event([])],
    ['a detail that is null', { ...event({}), detail: null }],
    ['no time', event({}, { time: undefined })],
    ['a time that is none', event({}, { time: 'yesterday' })],
    ['no id', event({}, { id: '' })],
    ['an envelope with wrong data', event({ metadata: {}, data: [] })],
    ['an envelope with wrong depth', event({ metadata: { depth: -1 }, data: {} })],
    ['a CloudEvent with text for data', event({ specversion: '1.0', id: 'x', source: 'y', data: 'text' })],
  ])('%s is a poison event', (_, raw) => {
    expect(() => parseEnvelope(raw)).toThrowError(expect.objectContaining({ code: 'SB701', kind: 'invalid' }));
  });

  test('the error says what is wrong and where', () => {
    expect(() => parseEnvelope({ ...event({}), source: 5 })).toThrow(/in the event, source: /);
    expect(() => parseEnvelope('text')).toThrow(/in the event, whole: /);
  });
});
