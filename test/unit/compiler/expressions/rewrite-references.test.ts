import { expect, test } from 'vitest';
import { rewriteReferences } from '../../../../lib/compiler/expressions/rewrite-references.ts';

test('references are rewritten where they stand, and nothing else is', () => {
  const written = rewriteReferences('/* steps.a */ steps . a.b + $$.event.x & "steps.a"', ({ root }) =>
    root === 'steps' ? { text: '$step_a', consumed: 1 } : { text: '$event', consumed: 0 },
  );
  expect(written).toBe('/* steps.a */ $step_a.b + $event.x & "steps.a"');
});
