import { inflateSync } from 'node:zlib';
import * as z from 'zod';
import { fault } from '../errors/app-error.ts';

const PropertiesSchema = z.object({
  Workflow: z.string(),
  File: z.string(),
  Definition: z.string().optional(),
  DeflatedDefinition: z.string().optional(),
  StateMachineArn: z.string(),
  RevisionId: z.string(),
});

const RequestSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: PropertiesSchema,
});

/** CloudFormation asks for a workflow file to be published and activated, or archived. */
export type DeploymentRequest = z.infer<typeof RequestSchema>;

/** @throws AppError SB910 for anything but a request of the stack's own custom resource */
export function parseDeploymentRequest(event: unknown): DeploymentRequest {
  const parsed = RequestSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw fault({
    code: 'SB910',
    message: `This is no request of a deployment: ${z.prettifyError(parsed.error)}`,
    resolution: 'The function is called by CloudFormation alone.',
  });
}

/** The definition as it was written. */
export function definitionOf({ ResourceProperties }: DeploymentRequest): string {
  const { Definition, DeflatedDefinition = '' } = ResourceProperties;
  return Definition ?? inflateSync(Buffer.from(DeflatedDefinition, 'base64')).toString('utf8');
}

/** How CloudFormation is answered. */
export type DeploymentAnswer =
  | { readonly status: 'SUCCESS'; readonly data: Readonly<Record<string, string>> }
  | { readonly status: 'FAILED'; readonly reason: string };

/** The longest answer that CloudFormation reads is 4,096 bytes. */
const LONGEST_REASON = 3_000;

/** Answers CloudFormation, which waits for it. */
export async function answerDeployment(
  { StackId, RequestId, LogicalResourceId, ResourceProperties, ResponseURL }: DeploymentRequest,
  answer: DeploymentAnswer,
): Promise<void> {
  const body = JSON.stringify({
    Status: answer.status,
    ...(answer.status === 'SUCCESS' ? { Data: answer.data } : { Reason: answer.reason.slice(0, LONGEST_REASON) }),
    // Always the same for a file: an update never looks like a replacement, whose old half would be deleted.
    PhysicalResourceId: `workflow/${ResourceProperties.Workflow}`,
    ...{ StackId, RequestId, LogicalResourceId },
  });
  // The URL is signed for an empty content type.
  const response = await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (response.ok) return;
  throw fault({ code: 'SB910', message: `CloudFormation did not take the answer: status ${response.status}.` });
}
