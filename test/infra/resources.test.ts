import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { beforeAll, describe, expect, test } from 'vitest';
import { TABLES } from '../../lib/config/tables.ts';
import { Signalbox } from '../../lib/constructs/signalbox.ts';
import { folderOf, ofType, type Synthesized, synthesize, WELCOME } from './synthesize.ts';

let deployment: Synthesized;
beforeAll(() => {
  deployment = synthesize({ workflows: folderOf({ 'welcome.workflow.yaml': WELCOME }) });
});

const propertiesOf = (synthesized: Synthesized, type: string) =>
  ofType(synthesized, type).map(([, { Properties }]) => Properties);

describe('what must survive', () => {
  test('large texts of runs are forgotten, once no run that they are of can be on record', () => {
    const [[, bucket] = []] = ofType(synthesize({ runRetention: Duration.days(30) }), 'AWS::S3::Bucket');
    expect(bucket?.Properties.LifecycleConfiguration).toEqual({
      Rules: [{ Id: 'runs', Prefix: 'runs/', Status: 'Enabled', ExpirationInDays: 430 }],
    });
  });

  test.each(['AWS::DynamoDB::Table', 'AWS::S3::Bucket'])('%s is retained', (type) => {
    const found = ofType(deployment, type);
    expect(found.length).toBeGreaterThan(0);
    for (const [, resource] of found) {
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  test.each([
    ['AWS::StepFunctions::StateMachine', /Workflowwelcome/],
    ['AWS::Logs::LogGroup', /Executions/],
  ] as const)('%s is retained, but for a first deployment that failed: its name would block the next', (type, id) => {
    const [found] = ofType(deployment, type).filter(([logicalId]) => id.test(logicalId));
    expect(found?.[1]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('every table can be restored to a point in time and expires what has a time to live', () => {
    const tables = propertiesOf(deployment, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(Object.keys(TABLES).length);
    for (const table of tables) {
      expect(table).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
    const expiring = Object.values(TABLES).filter((table) => 'timeToLive' in table);
    expect(tables.filter(({ TimeToLiveSpecification }) => TimeToLiveSpecification)).toHaveLength(expiring.length);
  });

  test('only state machines and the execution log group have names of their own', () => {
    const named = Object.entries(deployment.resources).flatMap(([id, { Type, Properties }]) =>
      // A policy's name is its own affair: it lives within its role.
      Type !== 'AWS::IAM::Policy' && `${Type.split('::').at(-1)}Name` in Properties ? [id] : [],
    );
    expect(named).toEqual([
      expect.stringContaining('ExecutionsLogs'),
      // `$default`: the stage that stands in no address.
      expect.stringContaining('ApiStage'),
      expect.stringContaining('WorkflowwelcomeMachine'),
    ]);
  });
});

describe('queues', () => {
  test('each has dead letters that are kept for 14 days and raise an alarm', () => {
    const queues = ofType(deployment, 'AWS::SQS::Queue');
    const dead = queues.filter(([, { Properties }]) => Properties.RedrivePolicy === undefined);
    expect(dead).toHaveLength(queues.length / 2);
    const alarmed = propertiesOf(deployment, 'AWS::CloudWatch::Alarm').map((alarm) => JSON.stringify(alarm));
    for (const [id, { Properties }] of dead) {
      expect(Properties.MessageRetentionPeriod).toBe(1_209_600);
      expect(alarmed.filter((alarm) => alarm.includes(`"${id}"`))).toHaveLength(1);
    }
  });

  test('each hides a message for six times as long as its function takes', () => {
    const functions = new Map(ofType(deployment, 'AWS::Lambda::Function'));
    for (const { EventSourceArn, FunctionName } of propertiesOf(deployment, 'AWS::Lambda::EventSourceMapping')) {
      const queue = deployment.resources[Reflect.get(Object(EventSourceArn), 'Fn::GetAtt')[0]];
      const consumer = functions.get(Reflect.get(Object(FunctionName), 'Ref'));
      expect(queue?.Properties.VisibilityTimeout).toBe(Number(consumer?.Properties.Timeout) * 6);
    }
  });

  test('each is consumed in batches that fail message by message, a bounded number at once', () => {
    const sources = propertiesOf(deployment, 'AWS::Lambda::EventSourceMapping');
    expect(sources).toHaveLength(5);
    for (const source of sources) {
      expect(source).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
    }
  });
});

describe('functions', () => {
  test('run on Node 22 and arm64, traced, with logs as JSON', () => {
    for (const found of propertiesOf(deployment, 'AWS::Lambda::Function')) {
      expect(found).toMatchObject({
        Runtime: 'nodejs22.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
    }
  });

  test('are called by states through an alias', () => {
    const [machine] = propertiesOf(deployment, 'AWS::StepFunctions::StateMachine');
    expect(machine?.DefinitionSubstitutions).toEqual({
      signalbox_fn_hold: { Ref: expect.stringMatching(/HoldStepLive/) },
      signalbox_fn_records: { Ref: expect.stringMatching(/ActionsRecordsLive/) },
    });
  });
});

describe('timers', () => {
  test('come out of their queue by a role that may send there alone, for this group alone', () => {
    const role = propertiesOf(deployment, 'AWS::IAM::Role').find((found) =>
      JSON.stringify(found.AssumeRolePolicyDocument).includes('scheduler.amazonaws.com'),
    );
    expect(JSON.stringify(role?.AssumeRolePolicyDocument)).toMatch(/"aws:SourceArn":\{"Fn::GetAtt":\["\w*TimersGroup/);
    const policies = propertiesOf(deployment, 'AWS::IAM::Policy').filter(({ Roles }) =>
      /"(?!\w*FireTimers)\w*TimersRole/.test(JSON.stringify(Roles)),
    );
    expect(policies.map(({ PolicyDocument }) => Reflect.get(Object(PolicyDocument), 'Statement'))).toEqual([
      [
        expect.objectContaining({
          Action: 'sqs:SendMessage',
          Resource: [
            { 'Fn::GetAtt': [expect.stringMatching(/QueuesTimersDeadLetters/), 'Arn'] },
            { 'Fn::GetAtt': [expect.stringMatching(/QueuesTimersQueue/), 'Arn'] },
          ],
        }),
      ],
    ]);
  });

  test('are set by those alone who ask people or hold actions, and the role is passed to the scheduler alone', () => {
    const statements = propertiesOf(deployment, 'AWS::IAM::Policy').flatMap(({ PolicyName, PolicyDocument }) =>
      Reflect.get(Object(PolicyDocument), 'Statement').map((statement: object) => ({ PolicyName, ...statement })),
    );
    const setting = statements.filter(({ Action }) => Action.includes('scheduler:CreateSchedule'));
    expect(setting.map(({ PolicyName }) => PolicyName).sort()).toEqual([
      expect.stringContaining('HoldStep'),
      expect.stringContaining('RequestApproval'),
    ]);
    for (const { Resource } of setting)
      expect(JSON.stringify(Resource)).toMatch(/:schedule\/",\{"Ref":"\w*TimersGroup/);
    const passing = statements.filter(
      ({ Action, Resource }) => Action === 'iam:PassRole' && JSON.stringify(Resource).includes('Timers'),
    );
    expect(passing).toHaveLength(2);
    for (const { Condition, Resource } of passing) {
      expect(Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
      expect(JSON.stringify(Resource)).toMatch(/TimersRole/);
    }
  });
});

describe('events', () => {
  test('that carry records reach the engine, whatever workflows name', () => {
    const [records] = propertiesOf(deployment, 'Custom::SignalboxRecordEvents');
    expect(records?.Events).toEqual(expect.arrayContaining(['contact.created', 'lead.created']));
  });

  test('the bus is archived', () => {
    expect(propertiesOf(deployment, 'AWS::Events::Archive')).toEqual([expect.objectContaining({ RetentionDays: 30 })]);
  });

  test('statuses of this stage’s executions go to their queue', () => {
    const [rule] = propertiesOf(deployment, 'AWS::Events::Rule').filter(({ EventPattern }) => EventPattern);
    expect(JSON.stringify(rule)).toMatch(/"prefix":.*:stateMachine:dev-/);
    expect(JSON.stringify(rule?.Targets)).toMatch(/QueuesStatusQueue/);
  });

  test('the sweep is called every minute and every hour', () => {
    const schedules = propertiesOf(deployment, 'AWS::Events::Rule').flatMap(({ ScheduleExpression, Targets }) =>
      ScheduleExpression ? [[ScheduleExpression, Reflect.get(Object(Targets), 0).Input]] : [],
    );
    expect(schedules).toEqual([
      ['rate(1 minute)', '{"sweep":"unstarted"}'],
      ['rate(1 hour)', '{"sweep":"reconcile"}'],
    ]);
  });
});

describe('what can be set', () => {
  test('everything that has a default', () => {
    const other = synthesize((stack) => ({
      stage: 'prod',
      workflows: folderOf({ 'welcome.workflow.yaml': WELCOME }),
      eventBus: new EventBus(stack, 'Shared') as IEventBus,
      removalPolicy: RemovalPolicy.DESTROY,
      runRetention: Duration.days(7),
      logRetention: RetentionDays.ONE_WEEK,
      executionLogLevel: 'ERROR',
      tracing: false,
      dispatchConcurrency: 3,
    }));
    expect(propertiesOf(other, 'AWS::Events::Archive')).toEqual([]);
    expect(propertiesOf(other, 'AWS::Events::EventBus')).toHaveLength(1);
    expect(propertiesOf(other, 'AWS::StepFunctions::StateMachine')).toEqual([
      expect.objectContaining({
        StateMachineName: 'prod-welcome',
        LoggingConfiguration: expect.objectContaining({ Level: 'ERROR', IncludeExecutionData: false }),
        TracingConfiguration: { Enabled: false },
      }),
    ]);
    for (const [, table] of ofType(other, 'AWS::DynamoDB::Table')) expect(table.DeletionPolicy).toBe('Delete');
    for (const group of propertiesOf(other, 'AWS::Logs::LogGroup')) expect(group.RetentionInDays).toBe(7);
    const environments = propertiesOf(other, 'AWS::Lambda::Function').map(({ Environment }) =>
      JSON.stringify(Environment),
    );
    expect(environments.filter((text) => text?.includes('"SIGNALBOX_RUN_RETENTION_DAYS":"7"'))).toHaveLength(4);
    expect(JSON.stringify(other.resources)).toContain('"MaximumConcurrency":3');
  });

  test('a key, which then encrypts all that is kept and carried', () => {
    const { resources } = synthesize((stack) => ({
      encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
      workflows: folderOf({ 'welcome.workflow.yaml': WELCOME }),
    }));
    const kept =
      /^AWS::(DynamoDB::Table|SQS::Queue|S3::Bucket|Logs::LogGroup|Events::EventBus|Events::Archive|StepFunctions::StateMachine|Lambda::Function)$/;
    const encrypted = Object.values(resources).filter(({ Type }) => kept.test(Type));
    expect(encrypted.length).toBeGreaterThan(30);
    for (const resource of encrypted) expect(JSON.stringify(resource.Properties)).toMatch(/\["Key[0-9A-F]{8}","Arn"\]/);
  });

  test('P1 where contacts withdraw consents: mails are told, and may read the secret that signs links, no other', () => {
    const link = { url: 'https://example.com/{contact}/{consent}/{signature}', secret: 'unsubscribe_key' };
    const { resources, findings } = synthesize({ mailFrom: 'team@example.com', unsubscribe: { link } });
    const told = Object.entries(resources).filter(([, { Properties }]) =>
      JSON.stringify(Properties.Environment ?? {}).includes('SIGNALBOX_UNSUBSCRIBE'),
    );
    expect(told.map(([id]) => id)).toEqual([expect.stringMatching(/ActionsEmail/)]);
    const [[, policy] = []] = Object.entries(resources).filter(([id]) => /ActionsEmailRoleDefaultPolicy/.test(id));
    expect(JSON.stringify(policy)).toContain(':secret:signalbox/dev/unsubscribe_key-??????');
    expect(findings).toEqual([]);
  });

  test('where contacts withdraw consents is refused when it could not be trusted', () => {
    const link = { url: 'https://example.com/{contact}', secret: 'key' };
    expect(() => synthesize({ unsubscribe: { link } })).toThrow(
      expect.objectContaining({ code: 'SB901', message: expect.stringContaining('unsubscribe.link.url') }),
    );
  });

  test('a stage is refused that names could not carry', () => {
    expect(() => synthesize({ stage: 'My Stage' })).toThrow(expect.objectContaining({ code: 'SB901' }));
  });
});

describe('to others', () => {
  test('a Signalbox gives apps the right to put events, and metrics of its workflows', () => {
    const { resources } = synthesize({}, (signalbox, stack) => {
      const elsewhere = Signalbox.fromAttributes(stack, 'Elsewhere', { eventBusName: 'bus-1', stage: 'prod' });
      elsewhere.grantPutEvents(signalbox.functions.task.http.role);
      expect(stack.resolve(elsewhere.metricRunsFailed('welcome').dimensions)).toEqual({
        StateMachineArn: {
          'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(/:stateMachine:prod-welcome$/)])],
        },
      });
      expect(signalbox.metricRunsStarted('welcome').metricName).toBe('ExecutionsStarted');
    });
    expect(JSON.stringify(resources)).toMatch(/:event-bus\/bus-1"/);
  });
});
