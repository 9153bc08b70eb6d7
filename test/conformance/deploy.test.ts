import { randomUUID } from 'node:crypto';
import { ListStateMachineVersionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createStepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { createChangeLive } from '../../lib/engine/change-live.ts';
import { pickArm } from '../../lib/engine/runs/pick-arm.ts';
import { createRandomIds } from '../../lib/node/random-ids.ts';
import { sha256 } from '../../lib/node/sha256.ts';
import { systemClock } from '../../lib/node/system-clock.ts';
import { builtInCatalogue } from '../../lib/workflow/catalogue/built-in.ts';
import type { Json } from '../../lib/workflow/json.ts';
import { bootstrap, cdk, deploy } from './cdk-cli.ts';
import { type DeployedSignalbox, eventually, openDeployedSignalbox } from './deployed-signalbox.ts';
import { createDeploymentFolder, type DeploymentFolder } from './deployment-folder.ts';
import { type Ministack, startMinistack } from './ministack.ts';
import { changedIds, readTemplate } from './synthesized-template.ts';

const STAGE = 'conformance';
const STACK = `Signalbox-${STAGE}`;
const SENDER = 'signalbox@example.com';

let ministack: Ministack;
let folder: DeploymentFolder;
let signalbox: DeployedSignalbox;

beforeAll(async () => {
  ministack = await startMinistack({ waitScale: 0 });
  folder = await createDeploymentFolder({ stage: STAGE, settings: { mailFrom: SENDER } });
  await bootstrap(ministack, folder.app);
  await deploy(ministack, folder.app);
  signalbox = await openDeployedSignalbox(ministack, SENDER);
});
afterAll(async () => {
  signalbox?.close();
  await ministack?.stop();
  await folder?.remove();
});

/** A contact that the app has told of, with these fields. */
async function contactWith(
  fields: object,
  id: string = randomUUID(),
): Promise<{ readonly id: string; readonly email: string }> {
  const contact = {
    id,
    email: `${id}@example.com`,
    first_name: 'Ada',
    tags: [],
    segments: [],
    consents: [],
    ...fields,
  };
  await signalbox.put({ source: 'signalbox.contact', detailType: 'Contact Created', data: { contact } });
  await eventually(async () => expect(await signalbox.stores.records.get('contact', id)).toMatchObject(contact));
  return contact;
}

/** A completed inquiry of a contact, and what the app puts on the bus about it. */
function completedInquiry(fields: object) {
  const id = randomUUID();
  const inquiry = { id, contact_id: randomUUID(), status: 'completed', country: 'DE', list_matches: [], ...fields };
  return { id, event: { source: 'signalbox.inquiry', detailType: 'Inquiry Completed', data: { inquiry } } };
}

function startConversation(contact: string, id?: string): Promise<string> {
  const conversation = { id: randomUUID(), contact_id: contact, channel: 'chat', status: 'open', message_count: 0 };
  const event = { source: 'signalbox.conversation', detailType: 'Conversation Started', data: { conversation } };
  return signalbox.put({ ...event, ...(id === undefined ? {} : { id }) });
}

/** Numbers of a workflow's versions, in Step Functions and in the engine's own store. */
async function versionsOf(workflow: string): Promise<{ readonly machine: string[]; readonly stored: number[] }> {
  const client = new SFNClient(ministack.clientConfig);
  const stateMachineArn = `arn:aws:states:${ministack.region}:${ministack.account}:stateMachine:${STAGE}-${workflow}`;
  const { stateMachineVersions = [] } = await client.send(new ListStateMachineVersionsCommand({ stateMachineArn }));
  client.destroy();
  const { items } = await signalbox.stores.workflows.listVersions(workflow, { limit: 10 });
  return {
    machine: stateMachineVersions.map(
      ({ stateMachineVersionArn = '' }) => stateMachineVersionArn.split(':').at(-1) ?? '',
    ),
    stored: items.map(({ version }) => version),
  };
}

describe('the deployed stack', () => {
  test('has a published version of all nine workflows, active but for the one with a schedule', async () => {
    const states = await signalbox.stores.liveStates.list();
    expect(states.map(({ workflow, active, enabled }) => `${workflow} ${active} ${enabled}`).sort()).toEqual([
      'abandoned-cart 1 true',
      'credit-check 1 true',
      'inquiry-decision 1 true',
      'lead-follow-up 1 true',
      'negative-sentiment 1 true',
      'order-fulfilment 1 true',
      'promotion-test 1 true',
      'renewal undefined false',
      'vip-routing 1 true',
    ]);
    expect(await versionsOf('renewal')).toEqual({ machine: ['1'], stored: [1] });
  });

  test('keeps a contact that an event brings, with its consents', async () => {
    const { id } = await contactWith({ consents: ['marketing'] });
    expect(await signalbox.stores.records.get('contact', id)).toMatchObject({ consents: ['marketing'] });
  });

  test.each([
    ['accepts', { country: 'DE' }, { decision: 'approve' }],
    ['declines', { list_matches: ['pep'], match_score: 0.95 }, { decision: 'decline', decision_reason: 'list match' }],
    ['queues', { country: 'NO', document_expires_at: '2099-01-01T00:00:00Z' }, { decision: 'review' }],
  ])('%s an inquiry by its fields, and changes its record', async (_, fields, decision) => {
    const { id, event } = completedInquiry(fields);
    const run = await signalbox.run('inquiry-decision', await signalbox.put(event), 'succeeded');
    expect(run).toMatchObject({ version: 1, outcome: 'completed' });
    expect(await signalbox.stores.records.get('inquiry', id)).toMatchObject(decision);
  });

  test('follows up a lead over its waits: two mails to a contact who consented, then the hand-over', async () => {
    const { id, email } = await contactWith({ consents: ['marketing'] });
    const lead = { id: randomUUID(), contact_id: id, source: 'Website', status: 'new', amount: 5000 };
    const eventId = await signalbox.put({ source: 'signalbox.crm', detailType: 'Lead Created', data: { lead } });
    expect(await signalbox.run('lead-follow-up', eventId, 'succeeded')).toMatchObject({ outcome: 'completed' });
    const subjects = (await signalbox.mailsTo(email)).map(({ Source, Subject }) => `${Source}: ${Subject}`);
    expect(subjects).toEqual([`${SENDER}: Thank you for your interest, Ada`, `${SENDER}: May we help you, Ada?`]);
    expect(await signalbox.stores.records.get('contact', id)).toMatchObject({ assigned_to: 'sales' });
  });

  test('starts no follow-up for a contact without consent, and says why', async () => {
    const { id } = await contactWith({ consents: [] });
    const lead = { id: randomUUID(), contact_id: id, source: 'Website', status: 'new' };
    await signalbox.put({ source: 'signalbox.crm', detailType: 'Lead Created', data: { lead } });
    const skipped = await eventually(async () => {
      const { items } = await signalbox.stores.skippedRuns.list({ contact: id }, { limit: 10 });
      expect(items).toHaveLength(1);
      return items[0];
    });
    expect(skipped).toMatchObject({ workflow: 'lead-follow-up', reason: 'consent' });
  });

  test('goes on by hand when a call fails for good: the stage has no secret of that name', async () => {
    const lead = { id: randomUUID(), contact_id: randomUUID(), source: 'Fair', status: 'new', amount: 5000 };
    const eventId = await signalbox.put({ source: 'signalbox.crm', detailType: 'Lead Created', data: { lead } });
    const run = await signalbox.run('credit-check', eventId, 'succeeded');
    const client = new SFNClient(ministack.clientConfig);
    const history = await createStepFunctionsExecutions({ client }).history({
      machineRef: run.machineRef,
      name: run.id,
    });
    client.destroy();
    expect(statesEntered(history)).toEqual(['Credit', 'By hand']);
  });

  test('wakes a run that waits for an event', async () => {
    const { id } = await contactWith({ consents: ['marketing'] });
    const eventId = await abandonCart(id, 'cart-1');
    await signalbox.run('abandoned-cart', eventId, 'waiting');
    const data = { contact_id: id, cart_id: 'cart-1', total: 89.7 };
    await signalbox.put({ source: 'shop', detailType: 'Cart Updated', data });
    expect(await signalbox.run('abandoned-cart', eventId, 'succeeded')).toMatchObject({ outcome: 'still_shopping' });
  });

  test('ends a run whose goal is reached while it waits', async () => {
    const { id } = await contactWith({ consents: ['marketing'] });
    const eventId = await abandonCart(id, 'cart-2');
    await signalbox.run('abandoned-cart', eventId, 'waiting');
    const data = { contact_id: id, order_id: 'order-1', cart_id: 'cart-2', total: 59.8, lines: [] };
    await signalbox.put({ source: 'shop', detailType: 'Order Placed', data });
    expect(await signalbox.run('abandoned-cart', eventId, 'exited')).toMatchObject({ stop: { kind: 'goal' } });
  });

  test('starts one run for an event that is put twice', async () => {
    const { id } = await contactWith({ tags: ['VIP'] });
    const eventId = await startConversation(id);
    await startConversation(id, eventId);
    await signalbox.run('vip-routing', eventId, 'succeeded');
    // Put after the second one, and through the same queue.
    const { event } = completedInquiry({});
    await signalbox.run('inquiry-decision', await signalbox.put(event), 'succeeded');
    const { items } = await signalbox.stores.runIndex.list({ contact: id }, { limit: 10 });
    expect(items).toHaveLength(1);
    const alerts = (await signalbox.mailsTo('vip@example.com')).filter(({ Subject }) => Subject === 'vip-routing');
    expect(alerts.map(({ BodyText }) => BodyText)).toEqual(['VIP Ada is here']);
  });
});

describe('deploying again', { timeout: 180_000 }, () => {
  test('without a change, changes nothing', async () => {
    const printed = await cdk(ministack, folder.app, 'deploy', '--all', '--require-approval', 'never');
    expect(printed).toContain('(no changes)');
    expect(await versionsOf('vip-routing')).toEqual({ machine: ['1'], stored: [1] });
  });

  test('with a changed workflow file, changes that workflow alone, and new runs follow version 2', async () => {
    const before = await readTemplate(folder.app, STACK);
    await folder.edit('vip-routing.workflow.yaml', (text) => text.replace('VIP_Conversation', 'VIP_Talk'));
    const difference = await cdk(ministack, folder.app, 'diff');
    const after = await readTemplate(folder.app, STACK);
    const changed = changedIds(before, after).map((id) => after.Resources[id]?.Type);
    expect(changed).toEqual(['AWS::StepFunctions::StateMachine', 'Custom::SignalboxWorkflow']);
    expect(difference.match(/^\[[~+-]\].*$/gm)).toEqual([
      expect.stringMatching(/^\[~\] AWS::StepFunctions::StateMachine .*vip-routing/),
      expect.stringMatching(/^\[~\] Custom::SignalboxWorkflow .*vip-routing/),
    ]);

    await deploy(ministack, folder.app);

    expect(await versionsOf('vip-routing')).toEqual({ machine: ['2', '1'], stored: [2, 1] });
    expect(await versionsOf('lead-follow-up')).toEqual({ machine: ['1'], stored: [1] });
    const { id } = await contactWith({ tags: ['VIP'] });
    // Until dispatch looks again at what is live, it starts version 1.
    const run = await eventually(async () => {
      const started = await signalbox.run('vip-routing', await startConversation(id), 'succeeded');
      expect(started.version).toBe(2);
      return started;
    });
    expect(run.machineRef).toMatch(/:conformance-vip-routing:2$/);
    const contact = await signalbox.stores.records.get('contact', id);
    expect(contact?.tags).toContain('VIP_Talk');
  });

  test('V2 with version 2 staged at 25 %, runs of both arms start from their own versions', async () => {
    const workflow = 'vip-routing';
    const [control, treatment] = await stage(workflow, 25);
    for (const [contact, arm, version] of [
      [control, 'control', 1],
      [treatment, 'treatment', 2],
    ] as const) {
      const { id } = await contactWith({ tags: ['VIP'] }, contact);
      const run = await eventually(async () => {
        const started = await signalbox.run(workflow, await startConversation(id), 'succeeded');
        expect(started).toMatchObject({ arm, version });
        return started;
      });
      expect(run.machineRef).toMatch(new RegExp(`:conformance-vip-routing:${version}$`));
    }
    const { items } = await signalbox.stores.audit.list({ workflow }, { limit: 2 });
    expect(items.map(({ action }) => action).sort()).toEqual(['rollout.staged', 'workflow.activated']);
  });

  test('left the histories of ended runs beside their records, a minute after their ends', async () => {
    const { items } = await signalbox.stores.runIndex.list({ workflow: 'inquiry-decision' }, { limit: 1 });
    const [run] = items;
    const history = await eventually(async () => {
      const kept = await signalbox.stores.histories.get(run?.id ?? '');
      if (kept === undefined) throw new Error('its history is not kept yet');
      return kept;
    }, 120);
    expect(statesEntered(history)).toEqual(['Decide', 'Accept']);
  });

  test('has left nothing in the dead letters', async () => {
    const counts = await signalbox.deadLetters();
    expect(Object.keys(counts)).toHaveLength(5);
    expect(Object.values(counts)).toEqual([0, 0, 0, 0, 0]);
  });
});

/** Puts version 1 back, with version 2 staged beside it; ids of a contact for each arm. */
async function stage(workflow: string, percent: number): Promise<readonly [control: string, treatment: string]> {
  const { events } = builtInCatalogue();
  const nothing = async () => {
    throw new Error('its machines and rules are there');
  };
  const changeLive = createChangeLive({
    ...{ ...signalbox.stores, events, clock: systemClock, ids: createRandomIds(systemClock) },
    machines: { publish: nothing },
    bus: { subscribe: async () => {} },
  });
  const rollout = { version: 2, percent };
  const { live } = await changeLive({ workflow, version: 1, rollout, by: 'ana@example.com' });
  const salt = live.rollout?.salt ?? '';
  const armOf = (subject: string) => pickArm({ workflow, salt, percent, subject }, sha256);
  const candidates = Array.from({ length: 1_000 }, () => randomUUID());
  const contactOf = (arm: string) => candidates.find((candidate) => armOf(candidate) === arm) ?? '';
  return [contactOf('control'), contactOf('treatment')];
}

function abandonCart(contact: string, cart: string): Promise<string> {
  const lines = [{ sku: 'TEA-100', title: 'Green tea', quantity: 2, price: 29.9 }];
  const data = { contact_id: contact, cart_id: cart, total: 59.8, lines };
  return signalbox.put({ source: 'shop', detailType: 'Cart Abandoned', data });
}

const historySchema = z.array(z.object({ stateEnteredEventDetails: z.object({ name: z.string() }).optional() }));

/** The states that a run entered, in their order. */
function statesEntered(history: readonly Json[]): string[] {
  return historySchema.parse(history).flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}
