import { deflateSync } from 'node:zlib';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { conflict, invalid, notFound, transient } from '../../lib/errors/app-error.ts';
import { context } from './call-handler.ts';

const publishTo = vi.fn();
const publish = vi.fn();
const activate = vi.fn();
const changeLiveState = vi.fn();
const subscribeRecordEvents = vi.fn();
const answered = vi.fn();
vi.mock('../../lambdas/publish-workflows/wire.ts', () => ({
  wire: () => ({ publishTo, activate, changeLiveState, subscribeRecordEvents }),
}));
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_TRACE_ENABLED', 'false');
vi.stubGlobal('fetch', answered);
const { handler } = await import('../../lambdas/publish-workflows/handler.ts');

const properties = {
  ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:publish:live',
  Workflow: 'welcome',
  File: 'welcome.workflow.yaml',
  Definition: 'workflow: welcome\n',
  StateMachineArn: 'arn:aws:states:eu-central-1:111122223333:stateMachine:dev-welcome',
  RevisionId: 'revision-7',
};
const request = (RequestType: string, ResourceProperties: object = properties) => ({
  RequestType,
  ResourceType: 'Custom::SignalboxWorkflow',
  ResponseURL: 'https://cloudformation.example.com/answer?signature=1',
  StackId: 'stack-1',
  RequestId: 'request-1',
  LogicalResourceId: 'Release',
  ResourceProperties,
});
/** What CloudFormation was told. */
const answer = () => JSON.parse(answered.mock.calls[0]?.[1].body);

beforeEach(() => {
  vi.resetAllMocks();
  publishTo.mockReturnValue(publish);
  publish.mockResolvedValue({ version: { version: 4 } });
  answered.mockResolvedValue({ ok: true });
});

describe('publish-workflows', () => {
  test.each(['Create', 'Update'])('%s: publishes the deployed revision, activates it, and says so', async (type) => {
    await handler(request(type), context);
    expect(publishTo).toHaveBeenCalledWith({ machineArn: properties.StateMachineArn, revisionId: 'revision-7' });
    expect(publish).toHaveBeenCalledWith({
      text: 'workflow: welcome\n',
      file: 'welcome.workflow.yaml',
      author: 'deployment',
      origin: 'file',
    });
    expect(activate).toHaveBeenCalledWith({ workflow: 'welcome', version: 4, by: 'deployment' });
    expect(answered).toHaveBeenCalledWith(request(type).ResponseURL, expect.objectContaining({ method: 'PUT' }));
    expect(answer()).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'workflow/welcome',
      StackId: 'stack-1',
      RequestId: 'request-1',
      LogicalResourceId: 'Release',
      Data: { workflow: 'welcome', version: '4', outcome: 'active' },
    });
  });

  test('unpacks a large definition', async () => {
    const { Definition, ...rest } = properties;
    const DeflatedDefinition = deflateSync(Definition).toString('base64');
    await handler(request('Create', { ...rest, DeflatedDefinition }), context);
    expect(publish).toHaveBeenCalledWith(expect.objectContaining({ text: Definition }));
  });

  test('publishes what cannot be activated yet, and leaves it there', async () => {
    activate.mockRejectedValue(conflict({ code: 'SB612', message: 'a schedule', resolution: 'start it by hand' }));
    await handler(request('Create'), context);
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { outcome: 'published' } });
  });

  test('archives the workflow of a removed file', async () => {
    await handler(request('Delete'), context);
    expect(changeLiveState).toHaveBeenCalledWith({ workflow: 'welcome', change: 'archive', by: 'deployment' });
    expect(publishTo).not.toHaveBeenCalled();
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { outcome: 'archived' } });
  });

  test('has nothing to archive when the first deployment failed', async () => {
    changeLiveState.mockRejectedValue(notFound({ code: 'SB601', message: 'none', resolution: 'list them' }));
    await handler(request('Delete'), context);
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
  });

  test.each([
    ['publishing', publish, invalid({ code: 'SB603', message: 'It has 1 error.', resolution: 'Correct it.' })],
    ['activating', activate, transient({ code: 'SB906', message: 'It has 1 error.', resolution: 'Correct it.' })],
  ])('a failure of %s fails the deployment, with its reason', async (_, step, error) => {
    step.mockRejectedValue(error);
    await handler(request('Update'), context);
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: `${error.code} It has 1 error. Correct it.` });
  });

  test('makes the rules of events that carry records, and leaves them when the stack goes', async () => {
    subscribeRecordEvents.mockResolvedValue(['contact.created', 'lead.created']);
    const events = { ...request('Create', {}), ResourceType: 'Custom::SignalboxRecordEvents' };
    await handler(events, context);
    expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'record-events', Data: { events: '2' } });
    await handler({ ...events, RequestType: 'Delete' }, context);
    expect(subscribeRecordEvents).toHaveBeenCalledOnce();
  });

  test('a reason is never longer than CloudFormation reads', async () => {
    publish.mockRejectedValue(new Error('x'.repeat(10_000)));
    await handler(request('Create'), context);
    expect(answered.mock.calls[0]?.[1].body.length).toBeLessThan(4_096);
  });

  test('is called again when CloudFormation did not take the answer', async () => {
    answered.mockResolvedValue({ ok: false, status: 403 });
    await expect(handler(request('Delete'), context)).rejects.toMatchObject({ code: 'SB910' });
  });

  test('refuses what CloudFormation does not send', async () => {
    await expect(handler({ RequestType: 'Create' }, context)).rejects.toMatchObject({ code: 'SB910' });
    expect(answered).not.toHaveBeenCalled();
  });
});
