import type { Report } from '../graph/report.ts';
import type { Json } from '../json.ts';
import { formatPath } from '../references/path.ts';
import { isTemplate, parseTemplate, wholeReference } from '../references/template.ts';
import type { Operand } from './condition.ts';

/**
 * What a condition or a wait compares with: the value as it stands, or one bare `{{ path }}`. Anything more would be
 * text that never equals what it was meant to.
 */
export function readOperand(value: Json, pointer: string, report: Report): Operand {
  if (typeof value !== 'string' || !isTemplate(value)) return { kind: 'literal', value };
  const template = parseTemplate(value);
  if ('problem' in template) {
    report('SB402', pointer, template.problem);
    return { kind: 'literal', value };
  }
  const reference = wholeReference(template);
  if (reference === undefined) {
    report(
      'SB403',
      pointer,
      'A value to compare with is one "{{ path }}" and nothing around it. Build the text in an earlier step',
    );
    return { kind: 'literal', value };
  }
  if (reference.filters.length > 0) {
    const fix = JSON.stringify(`{{ ${formatPath(reference.path)} }}`);
    report('SB403', pointer, `A value to compare with has no filters. Write ${fix}`, fix);
  }
  return { kind: 'path', path: reference.path };
}
