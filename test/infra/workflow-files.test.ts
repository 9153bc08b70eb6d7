import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { functionSubstitution } from '../../lib/config/names.ts';
import { SERVICE_FUNCTIONS, TASK_FUNCTIONS } from '../../lib/constructs/function-specs.ts';
import { copyOfOwnWorkflows, folderOf, ofType, type Synthesized, synthesize, WELCOME } from './synthesize.ts';

const MACHINE = 'AWS::StepFunctions::StateMachine';
const RELEASE = 'Custom::SignalboxWorkflow';

/** Logical ids of resources that are not alike in both. */
function changed(before: Synthesized, after: Synthesized): readonly string[] {
  const ids = new Set([...Object.keys(before.resources), ...Object.keys(after.resources)]);
  return [...ids].filter((id) => JSON.stringify(before.resources[id]) !== JSON.stringify(after.resources[id])).sort();
}

/** A workflow with so many steps, each with so long a note. */
function largeWorkflow(steps: number, note: string): string {
  const lines = Array.from(
    { length: steps },
    (_, index) => `  - { id: tag_${index}, note: "${note}", do: contact.tag, with: { add: ["tag-${index}"] } }`,
  );
  return `workflow: large\ntrigger: { event: contact.created }\nsteps:\n${lines.join('\n')}\n`;
}

describe('workflow files', () => {
  test('each becomes a state machine of its name, readable in the template, and a release', () => {
    const deployment = synthesize({ workflows: folderOf({ 'welcome.workflow.yaml': WELCOME }) });
    const [[machineId, machine] = []] = ofType(deployment, MACHINE);
    expect(machine?.Properties).toMatchObject({
      StateMachineName: 'dev-welcome',
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
    const definition = String(machine?.Properties.DefinitionString);
    expect(definition).toContain('\n  "StartAt": "Tag"');
    expect(JSON.parse(definition).States.Tag.Resource).toBe(`\${${functionSubstitution('records')}}`);
    const [[, release] = []] = ofType(deployment, RELEASE);
    expect(release?.Properties).toMatchObject({
      Workflow: 'welcome',
      File: 'welcome.workflow.yaml',
      Definition: WELCOME,
      StateMachineArn: { 'Fn::GetAtt': [machineId, 'Arn'] },
      RevisionId: { 'Fn::GetAtt': [machineId, 'StateMachineRevisionId'] },
    });
  });

  test.each([
    [undefined, '100'],
    [true, '100'],
    [false, '0'],
    [{ rollout: 25 }, '25'],
    [(workflow: string) => workflow === 'welcome' && { rollout: 5 }, '5'],
  ])('V6 given activate: %j, a release says that a new version takes %s %', (activate, percent) => {
    const workflows = folderOf({ 'welcome.workflow.yaml': WELCOME });
    const deployment = synthesize({ workflows, ...(activate === undefined ? {} : { activate }) });
    const [[, release] = []] = ofType(deployment, RELEASE);
    expect(release?.Properties).toMatchObject({ Activate: percent });
  });

  test.each([101, -1, 0.5])('a rollout of %d % is refused', (rollout) => {
    const workflows = folderOf({ 'welcome.workflow.yaml': WELCOME });
    expect(() => synthesize({ workflows, activate: { rollout } })).toThrow(expect.objectContaining({ code: 'SB901' }));
  });

  test('a release waits for everything that an event passes on its way', () => {
    const deployment = synthesize({ workflows: folderOf({ 'welcome.workflow.yaml': WELCOME }) });
    const [[, release] = []] = ofType(deployment, RELEASE);
    const publisher = deployment.resources[Reflect.get(Object(release?.Properties.ServiceToken), 'Ref')];
    expect(publisher?.DependsOn).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/DispatchEventsFunctionSqsEventSource/),
        expect.stringMatching(/DispatchEventsRoleDefaultPolicy/),
        expect.stringMatching(/QueuesDispatchQueuePolicy/),
        expect.stringMatching(/StorageEffects/),
      ]),
    );
  });

  test('a change to one touches its own resources alone', () => {
    const workflows = copyOfOwnWorkflows();
    const before = synthesize({ workflows });
    const file = join(workflows, 'vip-routing.workflow.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('VIP_Conversation', 'VIP_Talk'));
    expect(changed(before, synthesize({ workflows }))).toEqual([
      expect.stringMatching(/^SignalboxWorkflowviproutingMachine/),
      expect.stringMatching(/^SignalboxWorkflowviproutingRelease/),
    ]);
  });

  test('a comment changes the release, and the state machine not', () => {
    const before = synthesize({ workflows: folderOf({ 'welcome.workflow.yaml': WELCOME }) });
    const after = synthesize({ workflows: folderOf({ 'welcome.workflow.yaml': `# Greets.\n${WELCOME}` }) });
    expect(changed(before, after)).toEqual([expect.stringMatching(/^SignalboxWorkflowwelcomeRelease/)]);
  });

  test('a removed one takes its own resources with it alone', () => {
    const workflows = copyOfOwnWorkflows();
    const before = synthesize({ workflows });
    rmSync(join(workflows, 'vip-routing.workflow.yaml'));
    expect(changed(before, synthesize({ workflows }))).toHaveLength(2);
  });

  test('a message changes the code of the functions that carry it, and no workflow', () => {
    const workflows = copyOfOwnWorkflows();
    const before = synthesize({ workflows });
    const file = join(workflows, 'messages', 'welcome.message.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('subject: ', 'subject: Hello! '));
    const ids = changed(before, synthesize({ workflows }));
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(id).toMatch(/^SignalboxFunctions/);
  });

  test('a large definition is an asset, and its text is packed', () => {
    const text = largeWorkflow(200, 'x'.repeat(200));
    const deployment = synthesize({ workflows: folderOf({ 'large.workflow.yaml': text }) });
    const [[, machine] = []] = ofType(deployment, MACHINE);
    expect(machine?.Properties.DefinitionString).toBeUndefined();
    const { Key } = Object(machine?.Properties.DefinitionS3Location);
    const asset = readFileSync(join(deployment.assembly, `asset.${Key}`), 'utf8');
    expect(Object.keys(JSON.parse(asset).States)).toHaveLength(400);
    const [[, release] = []] = ofType(deployment, RELEASE);
    expect(release?.Properties.Definition).toBeUndefined();
    const packed = Buffer.from(String(release?.Properties.DeflatedDefinition), 'base64');
    expect(inflateSync(packed).toString('utf8')).toBe(text);
  });

  test('without a folder there is the engine alone', () => {
    const deployment = synthesize();
    expect(ofType(deployment, MACHINE)).toEqual([]);
    const functions = [...Object.keys(SERVICE_FUNCTIONS), ...Object.keys(TASK_FUNCTIONS)];
    expect(ofType(deployment, 'AWS::Lambda::Function')).toHaveLength(functions.length);
  });
});

describe('wrong workflow files', () => {
  test('are refused with every error of every file, and nothing is synthesized', () => {
    const workflows = folderOf({
      'welcome.workflow.yaml': WELCOME.replace('do: contact.tag', 'does: contact.tag'),
      'second.workflow.yaml': WELCOME.replace('workflow: welcome', 'workflow: second').replace('id: tag', 'id: Tag'),
      'catalogue.yaml': 'evnts: {}\n',
      'messages/broken.message.yaml': 'message: other\n',
    });
    let refusal: unknown;
    try {
      synthesize({ workflows });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'SB903', kind: 'invalid' });
    for (const place of [
      /\/catalogue\.yaml:1:\d+ SB\d{3} /,
      /\/broken\.message\.yaml\S* SB\d{3} /,
      /\/second\.workflow\.yaml:4:\d+ SB\d{3} /,
      /\/welcome\.workflow\.yaml:4:\d+ SB\d{3} /,
    ]) {
      expect(Reflect.get(Object(refusal), 'message')).toMatch(place);
    }
  });

  test('a folder that does not exist is refused', () => {
    expect(() => synthesize({ workflows: '/nowhere' })).toThrow(expect.objectContaining({ code: 'SB905' }));
  });
});
