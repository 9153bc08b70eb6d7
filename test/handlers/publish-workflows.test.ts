import { deflateSync } from 'node:zlib';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { conflict, invalid, notFound } from '../../lib/errors/app-error.ts';
import { context } from './call-handler.ts';

const releaseTo = vi.fn();
const release = vi.fn();
const archive = vi.fn();
const subscribeRecordEvents = vi.fn();
const answered = vi.fn();
vi.mock('../../lambdas/publish-workflows/wire.ts', () => ({
  wire: () => ({ releaseTo, archive, subscribeRecordEvents }),
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
  releaseTo.mockReturnValue(release);
  release.mockResolvedValue({ version: { version: 4 }, outcome: 'active' });
  answered.mockResolvedValue({ ok: true });
});

describe('publish-workflows', () => {
  test.each(['Create', 'Update'])('%s: releases the deployed revision, and says so', async (type) => {
    await handler(request(type), context);
    expect(releaseTo).toHaveBeenCalledWith({ machineArn: properties.StateMachineArn, revisionId: 'revision-7' });
    expect(release).toHaveBeenCalledWith({
      text: 'workflow: welcome\n',
      file: 'welcome.workflow.yaml',
      by: 'deployment',
      activate: { rollout: 100 },
    });
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
    expect(release).toHaveBeenCalledWith(expect.objectContaining({ text: Definition }));
  });

  test('V6 hands on what is to become of a new version', async () => {
    release.mockResolvedValue({ version: { version: 4 }, outcome: 'staged' });
    await handler(request('Update', { ...properties, Activate: '25' }), context);
    expect(release).toHaveBeenCalledWith(expect.objectContaining({ activate: { rollout: 25 } }));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { outcome: 'staged' } });
  });

  test('publishes what cannot be activated yet, and leaves it there', async () => {
    const refused = conflict({ code: 'SB612', message: 'a schedule', resolution: 'start it by hand' });
    release.mockResolvedValue({ version: { version: 4 }, outcome: 'published', refused });
    await handler(request('Create'), context);
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { outcome: 'published' } });
  });

  test('archives the workflow of a removed file', async () => {
    await handler(request('Delete'), context);
    expect(archive).toHaveBeenCalledWith({ workflow: 'welcome', origin: 'file', by: 'deployment' });
    expect(releaseTo).not.toHaveBeenCalled();
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { outcome: 'archived' } });
  });

  test('has nothing to archive when the first deployment failed', async () => {
    archive.mockRejectedValue(notFound({ code: 'SB601', message: 'none', resolution: 'list them' }));
    await handler(request('Delete'), context);
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
  });

  test('a failure fails the deployment, with its reason', async () => {
    release.mockRejectedValue(invalid({ code: 'SB603', message: 'It has 1 error.', resolution: 'Correct it.' }));
    await handler(request('Update'), context);
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: 'SB603 It has 1 error. Correct it.' });
  });

  test('a version that may not be live for want of rules fails the deployment', async () => {
    const refused = conflict({ code: 'SB613', message: 'The bus is full.', resolution: 'Prune.' });
    release.mockResolvedValue({ version: { version: 4 }, outcome: 'published', refused });
    await handler(request('Update'), context);
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: 'SB613 The bus is full. Prune.' });
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
    release.mockRejectedValue(new Error('x'.repeat(10_000)));
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
