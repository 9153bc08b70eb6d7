import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge, type Reason } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * Allows actions on what a pattern of ARNs holds, and says why. cdk-nag reports a pattern as it stands in the template,
 * with references written as `<…>`.
 */
export function allowPattern(
  grantee: ServiceFunction,
  actions: readonly string[],
  pattern: string,
  reason: Reason,
): void {
  grantee.allow(actions, [pattern]);
  acknowledge(grantee.role, 'IAM5', reason, `Resource::${asNagWrites(grantee, pattern)}`);
}

function asNagWrites(scope: Construct, pattern: string): string {
  return flatten(Stack.of(scope).resolve(pattern));
}

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(flatten).join('');
  if (typeof value !== 'object' || value === null) return '';
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) return flatten(value['Fn::Join'][1]);
  return '';
}
