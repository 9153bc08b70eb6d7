import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Every finding of cdk-nag that this deployment lives with, and why. Nothing is acknowledged anywhere else, so this
 * list is the whole of it.
 */
const REASONS = {
  links:
    'Links in mails ask people for approvals without a log-in: each is signed, names the one person it was made for, and ends with the question.',
  runtime:
    'Node.js 22 is the version that the whole product is built and tested with (see .nvmrc); it is supported by AWS until 2027.',
  xray: 'X-Ray knows no resources: its write actions can only be allowed on all of them.',
  logDelivery:
    'CloudWatch log delivery knows no resources: Step Functions documents these actions on all of them for its execution role.',
  machines:
    'Workflows are made at run time, too: the state machines of this stage are known by the beginning of their name alone.',
  executions: 'Executions are named when they are started; the pattern holds those of this stage’s state machines.',
  rules:
    'Rules are made at run time, one for each event type that a workflow names; the pattern holds those of this bus that begin with on-.',
  secrets:
    'Workflows name secrets; the pattern holds those under this stage’s prefix. Secrets Manager adds six random characters to each ARN.',
  timers:
    'Timers are made at run time, one for each reminder or release; the pattern holds those of this stage’s group.',
  linkKey:
    'The key signs links in mails that people may hold for a year; a rotation would make them worthless. It is never shown, and leaves Secrets Manager for the functions alone that ask people.',
  texts: 'Large texts are objects under names that are known at run time alone; the pattern holds this one bucket.',
  textLogs:
    'The bucket holds parts of items that are too large for DynamoDB, and its functions alone reach it; CloudTrail can log reads of its objects where that is asked for.',
  keyUse: 'CDK grants use of a key with kms:GenerateDataKey* and kms:ReEncrypt*, each on this one key.',
} as const;

export type Reason = keyof typeof REASONS;

/**
 * Accepts one finding of cdk-nag on a construct and all below it. `finding` is what the rule reports in brackets,
 * for rules that report several.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: Reason, finding?: string): void {
  const id = finding === undefined ? `AwsSolutions-${rule}` : `AwsSolutions-${rule}[${finding}]`;
  Validations.of(construct).acknowledge({ id, reason: REASONS[reason] });
}
