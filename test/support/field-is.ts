import type { Condition } from '../../lib/workflow/conditions/condition.ts';

/** `field: path, is: value`. */
export function fieldIs(path: string, value: string): Condition {
  const [root = '', ...segments] = path.split('.');
  return { kind: 'equals', field: { root, segments }, value: { kind: 'literal', value }, ignoreCase: false };
}
