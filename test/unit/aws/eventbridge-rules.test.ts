import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEventBridgeRules } from '../../../lib/aws/eventbridge-rules.ts';
import { answerProbe, busEventProbe, createRuleProbe } from '../../../lib/aws/rule-probe.ts';
import type { EffectLedger } from '../../../lib/ports/effect-ledger.ts';

const mock = mockClient(EventBridgeClient);
const queueArns = {
  dispatch: 'arn:aws:sqs:eu-central-1:111122223333:dispatch',
  signal: 'arn:aws:sqs:eu-central-1:111122223333:signal',
};
const leadCreated = { name: 'lead.created', source: 'crm', detailType: 'Lead Created' };

/** A bus whose rule is in force after so many waits: only then do probes come out, and are answered. */
function world({ inForceAfter }: { readonly inForceAfter: number }) {
  const done = new Set<string>();
  const ledger: EffectLedger = {
    begin: async (key, attempt, at) =>
      done.has(key)
        ? { claimed: false, state: { status: 'done', outcome: true } }
        : { claimed: false, state: { status: 'started', attempt, at } },
    finish: async (key) => {
      done.add(key);
    },
    release: async () => {},
  };
  let waits = 0;
  const rules = createEventBridgeRules({
    client: new EventBridgeClient({ region: 'eu-central-1' }),
    busName: 'signalbox',
    queueArns,
    probe: createRuleProbe({ ids: { ulid: () => 'P1', secret: () => '' }, ledger, now: () => '2026-03-01T10:00:00Z' }),
    wait: async () => {
      waits += 1;
      const put = mock.commandCalls(PutEventsCommand).at(-1)?.args[0].input.Entries?.[0];
      const id = busEventProbe({ detail: JSON.parse(put?.Detail ?? '{}') });
      if (waits >= inForceAfter && id !== undefined) await answerProbe(ledger, id);
    },
  });
  return { rules };
}

beforeEach(() => {
  mock.reset();
  mock.on(PutRuleCommand).resolves({});
  mock.on(PutTargetsCommand).resolves({ FailedEntryCount: 0 });
  mock.on(PutEventsCommand).resolves({ Entries: [{ EventId: '1' }] });
});

describe('subscribing to an event type', () => {
  test('puts one rule whose pattern is source and detail type alone, with both queues as targets', async () => {
    await world({ inForceAfter: 1 }).rules.subscribe(leadCreated);
    expect(mock.commandCalls(PutRuleCommand)[0]?.args[0].input).toMatchObject({
      EventBusName: 'signalbox',
      Name: 'on-lead.created',
      EventPattern: '{"source":["crm"],"detail-type":["Lead Created"]}',
      State: 'ENABLED',
    });
    expect(mock.commandCalls(PutTargetsCommand)[0]?.args[0].input).toEqual({
      EventBusName: 'signalbox',
      Rule: 'on-lead.created',
      Targets: [
        { Id: 'dispatch', Arn: queueArns.dispatch },
        { Id: 'signal', Arn: queueArns.signal },
      ],
    });
  });

  test('is done only when a probe came out at the other end', async () => {
    await world({ inForceAfter: 4 }).rules.subscribe(leadCreated);
    const probes = mock.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries?.[0]);
    expect(probes).toHaveLength(4);
    expect(probes[0]).toMatchObject({
      Source: 'crm',
      DetailType: 'Lead Created',
      Detail: '{"metadata":{"probe":"P1"}}',
    });
  });

  test('says so when the rule never takes effect', async () => {
    await expect(world({ inForceAfter: Number.POSITIVE_INFINITY }).rules.subscribe(leadCreated)).rejects.toMatchObject({
      code: 'SB906',
      kind: 'transient',
    });
  });

  test('says so when the bus has as many rules as it may have', async () => {
    mock.on(PutRuleCommand).rejects(Object.assign(new Error('quota'), { name: 'LimitExceededException' }));
    await expect(world({ inForceAfter: 1 }).rules.subscribe(leadCreated)).rejects.toMatchObject({
      code: 'SB907',
      kind: 'conflict',
    });
  });

  test('tries again when another release puts the same rule at that moment', async () => {
    const meeting = Object.assign(new Error('Rule is being modified.'), { name: 'ConcurrentModificationException' });
    mock.on(PutRuleCommand).rejectsOnce(meeting).resolves({});
    await world({ inForceAfter: 2 }).rules.subscribe(leadCreated);
    expect(mock.commandCalls(PutRuleCommand)).toHaveLength(2);
  });

  test('gives up when others put the same rule again and again', async () => {
    mock
      .on(PutRuleCommand)
      .rejects(Object.assign(new Error('Rule is being modified.'), { name: 'ConcurrentModificationException' }));
    await expect(world({ inForceAfter: 1 }).rules.subscribe(leadCreated)).rejects.toMatchObject({ kind: 'transient' });
    expect(mock.commandCalls(PutEventsCommand)).toEqual([]);
  });

  test('puts the rule again when EventBridge did not take a target for the moment', async () => {
    const busy = { TargetId: 'signal', ErrorCode: 'ConcurrentModificationException', ErrorMessage: 'busy' };
    mock
      .on(PutTargetsCommand)
      .resolvesOnce({ FailedEntryCount: 1, FailedEntries: [busy] })
      .resolves({});
    await world({ inForceAfter: 2 }).rules.subscribe(leadCreated);
    expect(mock.commandCalls(PutTargetsCommand)).toHaveLength(2);
  });

  test('gives up, with the reason, when EventBridge does not take a target in any try', async () => {
    mock.on(PutTargetsCommand).resolves({ FailedEntries: [{ TargetId: 'signal' }] });
    await expect(world({ inForceAfter: 1 }).rules.subscribe(leadCreated)).rejects.toMatchObject({
      code: 'SB911',
      message: 'AWS could not put target signal of rule on-lead.created: Unknown: no reason given',
    });
    expect(mock.commandCalls(PutTargetsCommand)).toHaveLength(6);
    expect(mock.commandCalls(PutEventsCommand)).toEqual([]);
  });

  test('fails at once, with the reason, when EventBridge will never take a target', async () => {
    const full = { TargetId: 'signal', ErrorCode: 'LimitExceededException', ErrorMessage: 'Five targets at most.' };
    mock.on(PutTargetsCommand).resolves({ FailedEntries: [full] });
    await expect(world({ inForceAfter: 1 }).rules.subscribe(leadCreated)).rejects.toMatchObject({
      code: 'SB913',
      kind: 'invalid',
      message: 'AWS could not put target signal of rule on-lead.created: LimitExceededException: Five targets at most.',
    });
    expect(mock.commandCalls(PutTargetsCommand)).toHaveLength(1);
  });

  test('fails when the probe cannot be put', async () => {
    mock.on(PutEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    await expect(world({ inForceAfter: 1 }).rules.subscribe(leadCreated)).rejects.toMatchObject({ kind: 'fault' });
  });
});

describe('a rule’s probe', () => {
  test.each([[null], ['text'], [{}], [{ detail: null }], [{ detail: { metadata: { probe: 7 } } }]])(
    'is not seen in %j',
    (event) => {
      expect(busEventProbe(event)).toBeUndefined();
    },
  );
});
