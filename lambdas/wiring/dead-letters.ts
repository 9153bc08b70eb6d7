import { createDeadLetters } from '../../lib/aws/dead-letters.ts';
import type { RuntimeConfig } from '../../lib/config/runtime-config.ts';

/** Where a consumer puts messages that no further try can help. */
export function openDeadLetters({ deadLetterQueueUrl }: Pick<RuntimeConfig, 'deadLetterQueueUrl'>) {
  return createDeadLetters({ queueUrl: deadLetterQueueUrl, loadSqs: () => import('@aws-sdk/client-sqs') });
}
