import { SFNClient } from '@aws-sdk/client-sfn';
import { createStepFunctionsMachines } from '../../lib/aws/step-functions-machines.ts';
import { readRuntimeConfig } from '../../lib/config/runtime-config.ts';
import type { StateMachines } from '../../lib/ports/state-machines.ts';

/** Step Functions takes few changes of machines a second. */
const PATIENT = { maxAttempts: 10 };

/** State machines that are made at run time, and versions that are given up. */
export function openStateMachines(): StateMachines {
  const { stateMachines } = readRuntimeConfig(['stateMachines']);
  return createStepFunctionsMachines({ client: new SFNClient(PATIENT), ...stateMachines });
}
