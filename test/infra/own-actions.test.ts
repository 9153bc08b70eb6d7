import { Duration } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import type { OwnActionProps } from '../../lib/constructs/own-action.ts';
import { handler } from '../fixtures/own-action/score-lead.ts';
import { folderOf, ofType, synthesize } from './synthesize.ts';

const SCORE = `workflow: score
trigger: { event: lead.created }
steps:
  - { id: rate, do: acme.score_lead, with: { amount: "{{ event.lead.amount }}", source: "{{ event.lead.source }}" } }
  - id: decide
    routes:
      - id: good
        if: { field: steps.rate.score, at_least: 50 }
        then: [{ id: qualify, do: lead.update, with: { status: qualified } }]
`;

/** A function of the team's own app. */
const teamFunction = (scope: Construct) =>
  new LambdaFunction(scope, 'ScoreLead', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ score: 1 });'),
  });

const scoring: Omit<OwnActionProps, 'handler'> = {
  description: 'Rates a lead from 0 to 100.',
  input: {
    amount: { type: 'number', description: 'What the lead may be worth.' },
    source: { type: 'text', description: 'Where it came from.', optional: true },
  },
  output: { score: { type: 'number' } },
};

const workflows = folderOf({ 'score.workflow.yaml': SCORE });

describe('A13 a team’s own action', () => {
  test('A13 is called by states through an alias of the team’s function', () => {
    const deployment = synthesize({ workflows }, (signalbox, stack) => {
      signalbox.addAction('acme.score_lead', { ...scoring, handler: teamFunction(stack) });
    });
    const [[, machine] = []] = ofType(deployment, 'AWS::StepFunctions::StateMachine');
    const alias = Object(machine?.Properties.DefinitionSubstitutions).signalbox_fn_acme_score_lead.Ref;
    expect(deployment.resources[alias]).toMatchObject({
      Type: 'AWS::Lambda::Alias',
      Properties: { Name: 'live', FunctionName: { Ref: expect.stringMatching(/^ScoreLead/) } },
    });
    const policies = ofType(deployment, 'AWS::IAM::Policy').filter(([id]) => id.includes('Executions'));
    expect(JSON.stringify(policies)).toContain(`{"Ref":"${alias}"}`);
  });

  test('A13 can be given with the properties, too', () => {
    const deployment = synthesize((stack) => ({
      workflows,
      actions: { 'acme.score_lead': { ...scoring, handler: teamFunction(stack) } },
    }));
    expect(ofType(deployment, 'AWS::StepFunctions::StateMachine')).toHaveLength(1);
  });

  test('A13 of another stack is called as it is', () => {
    const arn = 'arn:aws:lambda:eu-central-1:111122223333:function:score:live';
    const deployment = synthesize({ workflows }, (signalbox, stack) => {
      const imported = LambdaFunction.fromFunctionArn(stack, 'Elsewhere', arn);
      signalbox.addAction('acme.score_lead', { ...scoring, handler: imported });
    });
    const [[, machine] = []] = ofType(deployment, 'AWS::StepFunctions::StateMachine');
    expect(machine?.Properties.DefinitionSubstitutions).toMatchObject({ signalbox_fn_acme_score_lead: arn });
  });

  test('A13 may be let at the records and the ledger, and then knows where they are', () => {
    const deployment = synthesize({}, (signalbox, stack) => signalbox.grantActionStores(teamFunction(stack)));
    const [[, team] = []] = ofType(deployment, 'AWS::Lambda::Function').filter(([id]) => id.startsWith('ScoreLead'));
    expect(JSON.stringify(team?.Properties.Environment)).toContain('SIGNALBOX_TABLES');
    const [[, policy] = []] = ofType(deployment, 'AWS::IAM::Policy').filter(([id]) => id.startsWith('ScoreLead'));
    const { Statement } = Object(policy?.Properties.PolicyDocument);
    expect(JSON.stringify(Statement)).toMatch(/StorageRecords.*|StorageEffects.*/);
    expect(JSON.stringify(Statement)).not.toMatch(/StorageRuns/);
  });

  test.each([
    ['Score', {}, /two words of small letters/],
    ['acme.score_lead', { timeoutMinutes: 20 }, /840 is the most/],
  ] as const)('is refused as %s %j', (name, { timeoutMinutes }: { timeoutMinutes?: number }, problem) => {
    expect(() =>
      synthesize({}, (signalbox, stack) => {
        const timeout = timeoutMinutes === undefined ? {} : { timeout: Duration.minutes(timeoutMinutes) };
        signalbox.addAction(name, { ...scoring, ...timeout, handler: teamFunction(stack) });
      }),
    ).toThrow(expect.objectContaining({ code: 'SB904', message: expect.stringMatching(problem) }));
  });

  test('is refused a second time', () => {
    expect(() =>
      synthesize({}, (signalbox, stack) => {
        const handler = LambdaFunction.fromFunctionName(stack, 'Elsewhere', 'score');
        signalbox.addAction('acme.score_lead', { ...scoring, handler });
        signalbox.addAction('acme.score_lead', { ...scoring, handler });
      }),
    ).toThrow(expect.objectContaining({ code: 'SB904' }));
  });

  test('is refused the name of a built-in one', () => {
    expect(() =>
      synthesize({}, (signalbox, stack) => {
        signalbox.addAction('contact.tag', { ...scoring, handler: teamFunction(stack) });
      }),
    ).toThrow(expect.objectContaining({ code: 'SB511' }));
  });

  test('is refused once the app was synthesized', () => {
    let late = () => {};
    synthesize({}, (signalbox, stack) => {
      const handler = LambdaFunction.fromFunctionName(stack, 'Elsewhere', 'score');
      late = () => signalbox.addAction('acme.score_lead', { ...scoring, handler });
    });
    expect(late).toThrow(expect.objectContaining({ code: 'SB908' }));
  });

  test('A13 the sample’s function renders its input and answers its output', async () => {
    const task = {
      contract: 1,
      kind: 'action',
      action: 'acme.score_lead',
      step: 'rate',
      run: { id: 'score-1', workflow: 'score', version: 1 },
      with: { amount: '{{ event.lead.amount }}', source: '{{ event.lead.source }}' },
      data: { event: { lead: { amount: 400, source: 'Website' } } },
      now: '2026-03-01T10:00:00.000Z',
      zone: 'UTC',
    };
    await expect(handler(task)).resolves.toEqual({ score: 60 });
  });
});
