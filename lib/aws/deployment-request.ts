import { inflateSync } from 'node:zlib';
import * as z from 'zod';
import { RESOURCE_TYPES } from '../config/names.ts';
import { fault } from '../errors/app-error.ts';

const PropertiesSchema = z.object({
  Workflow: z.string(),
  File: z.string(),
  Definition: z.string().optional(),
  DeflatedDefinition: z.string().optional(),
  StateMachineArn: z.string(),
  RevisionId: z.string(),
  /** Percent of the new runs that a new version takes: 0 waits, 100 is active. */
  Activate: z.coerce.number().int().min(0).max(100).default(100),
});

const envelope = {
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
};

const RequestSchema = z.discriminatedUnion('ResourceType', [
  z.object({
    ...envelope,
    ResourceType: z.literal(RESOURCE_TYPES.workflow),
    ResourceProperties: PropertiesSchema,
  }),
  z.object({ ...envelope, ResourceType: z.literal(RESOURCE_TYPES.recordEvents) }),
]);

/** CloudFormation asks for something that the engine's own code does while it deploys. */
export type DeploymentRequest = z.infer<typeof RequestSchema>;

/** A workflow file is to be published and activated, or archived. */
export type WorkflowDeploymentRequest = DeploymentRequest & {
  readonly ResourceType: typeof RESOURCE_TYPES.workflow;
};

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
export function definitionOf({ ResourceProperties }: WorkflowDeploymentRequest): string {
  const { Definition, DeflatedDefinition = '' } = ResourceProperties;
  return Definition ?? inflateSync(Buffer.from(DeflatedDefinition, 'base64')).toString('utf8');
}

/** What becomes of a new version of the file. */
export function activationOf({ ResourceProperties }: WorkflowDeploymentRequest): { readonly rollout: number } {
  return { rollout: ResourceProperties.Activate };
}

/** How CloudFormation is answered. */
export type DeploymentAnswer =
  | { readonly status: 'SUCCESS'; readonly data: Readonly<Record<string, string>> }
  | { readonly status: 'FAILED'; readonly reason: string };

/** The longest answer that CloudFormation reads is 4,096 bytes. */
const LONGEST_REASON = 3_000;

/** Answers CloudFormation, which waits for it. */
export async function answerDeployment(request: DeploymentRequest, answer: DeploymentAnswer): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = request;
  const body = JSON.stringify({
    Status: answer.status,
    ...(answer.status === 'SUCCESS' ? { Data: answer.data } : { Reason: answer.reason.slice(0, LONGEST_REASON) }),
    PhysicalResourceId: physicalId(request),
    ...{ StackId, RequestId, LogicalResourceId },
  });
  // The URL is signed for an empty content type.
  const response = await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (response.ok) return;
  throw fault({ code: 'SB910', message: `CloudFormation did not take the answer: status ${response.status}.` });
}

/** Always the same: an update never looks like a replacement, whose old half would be deleted. */
function physicalId(request: DeploymentRequest): string {
  return request.ResourceType === RESOURCE_TYPES.workflow
    ? `workflow/${request.ResourceProperties.Workflow}`
    : 'record-events';
}
