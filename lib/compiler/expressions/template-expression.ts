import { invalid } from '../../errors/app-error.ts';
import { type FilterArgument, parseTemplate, type Reference } from '../../workflow/references/template.ts';
import { expression, literalValue } from '../asl-state.ts';
import type { ExpressionWriter } from '../conditions/jsonata.ts';

type PathWriter = Pick<ExpressionWriter, 'path'>;

/**
 * A text with `{{ … }}` as a field's value, for states that have no function behind them to render Liquid. What is
 * missing is empty; of the filters there are only those that JSONata does in the same way.
 */
export function templateExpression(text: string, writer: PathWriter): string {
  const template = parseTemplate(text);
  if (!('parts' in template) || template.parts.every(({ kind }) => kind === 'text')) return String(literalValue(text));
  const texts = template.parts.map((part) =>
    part.kind === 'text' ? JSON.stringify(part.text) : writeReference(part, writer),
  );
  // The empty text in front makes a text of a value that stands alone.
  return expression((texts.length === 1 ? ['""', ...texts] : texts).join(' & '));
}

/** `default` comes first, as what follows is to apply to the default as well. */
function writeReference({ path, filters }: Reference, writer: PathWriter): string {
  const value = writer.path(path);
  const fallback = filters.find(({ name }) => name === 'default')?.arguments[0];
  const otherwise = fallback === undefined ? '""' : writeArgument(fallback, writer);
  const text = `($exists(${value}) and $not(${value} in [null, "", false]) ? ${value} : ${otherwise})`;
  return filters
    .filter(({ name }) => name !== 'default')
    .reduce((inner, { name }) => `${caseFunction(name)}($string(${inner}))`, text);
}

function writeArgument(argument: FilterArgument, writer: PathWriter): string {
  return argument.kind === 'path' ? writer.path(argument.path) : JSON.stringify(argument.value);
}

const CASE_FUNCTIONS: Readonly<Record<string, string>> = { upcase: '$uppercase', downcase: '$lowercase' };

function caseFunction(filter: string): string {
  const name = CASE_FUNCTIONS[filter];
  if (name !== undefined) return name;
  throw invalid({
    code: 'SB407',
    message: `The filter "${filter}" cannot be used in the text of a fail step.`,
    resolution: 'A fail step knows default, upcase and downcase; compute other texts in a step before it.',
  });
}
