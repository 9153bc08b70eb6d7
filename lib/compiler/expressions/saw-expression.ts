import type { Condition } from '../../workflow/conditions/condition.ts';
import { formatPath } from '../../workflow/references/path.ts';
import type { ExpressionWriter } from '../conditions/jsonata.ts';
import { conditionUses } from '../data-flow/condition-uses.ts';

/** One JSONata object with the values that conditions see, under the names a person gave them; missing ones left out. */
export function sawExpression(conditions: readonly Condition[], writer: ExpressionWriter): string {
  const { paths, happened, calendars } = conditionUses(conditions);
  const seen = new Map<string, string>();
  for (const path of paths) seen.set(formatPath(path), writer.path(path));
  for (const condition of happened) {
    const { event, since } = condition;
    seen.set(
      since === undefined ? `happened ${event}` : `happened ${event} since ${since}`,
      writer.happened(condition),
    );
  }
  for (const calendar of calendars) seen.set(`business_hours ${calendar}`, writer.isOpen(calendar));
  return `{${[...seen].map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(', ')}}`;
}
