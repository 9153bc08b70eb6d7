import type { Construct } from 'constructs';
import { machineName } from '../config/names.ts';
import { allowPattern } from './allow-pattern.ts';
import type { ServiceFunction } from './service-function.ts';
import { statesArn } from './signalbox-base.ts';

/** Whoever makes workflows at run time, and with which role their executions run. */
export interface AuthoringProps {
  readonly grantee: ServiceFunction;
  readonly stage: string;
  readonly executionRoleArn: string;
}

/**
 * Lets a function publish workflows at run time: make and change state machines of this stage, and hand the shared
 * execution role to Step Functions. No other machine, no other role.
 */
export function grantAuthoring(scope: Construct, { grantee, stage, executionRoleArn }: AuthoringProps): void {
  const machines = statesArn(scope, 'stateMachine', machineName(stage, '*'));
  allowPattern(grantee, AUTHORING, machines, 'machines');
  grantee.allow(['iam:PassRole'], [executionRoleArn], {
    StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' },
  });
}

const AUTHORING = [
  'states:CreateStateMachine',
  'states:DescribeStateMachine',
  'states:PublishStateMachineVersion',
  'states:TagResource',
  'states:UpdateStateMachine',
];
