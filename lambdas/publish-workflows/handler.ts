import middy from '@middy/core';
import { answerDeployment, parseDeploymentRequest } from '../../lib/aws/deployment-request.ts';
import { AppError } from '../../lib/errors/app-error.ts';
import { facts, observe } from '../middleware/observe.ts';
import { trace } from '../middleware/trace.ts';
import { createCarryOutRequest } from './carry-out-request.ts';
import { wire } from './wire.ts';

const { logger, middleware } = observe('publish-workflows');
const carryOut = createCarryOutRequest(wire());

/**
 * Called by CloudFormation for each workflow file, and once for the events that carry records. A failure is an answer, not an error: Lambda would call again, and
 * CloudFormation would hear of it after its time-out.
 */
export const handler = middy(async (event: unknown): Promise<void> => {
  const request = parseDeploymentRequest(event);
  logger.appendKeys({ resource: request.LogicalResourceId });
  try {
    const data = await carryOut(request);
    logger.info(`${request.RequestType} done`, data);
    await answerDeployment(request, { status: 'SUCCESS', data });
  } catch (error) {
    logger.error(`${request.RequestType} failed`, { error, ...facts(error) });
    await answerDeployment(request, { status: 'FAILED', reason: reasonOf(error) });
  }
})
  .use(trace('publish-workflows'))
  .use([...middleware]);

function reasonOf(error: unknown): string {
  if (!(error instanceof AppError)) return String(error);
  return `${error.code} ${error.message} ${error.resolution ?? ''}`.trim();
}
