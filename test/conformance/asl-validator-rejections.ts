/**
 * asl-validator 4.0.0 rejects some definitions that Step Functions takes. Its findings cannot be filtered one by one,
 * since a rejection of this kind brings others along; so the values concerned are replaced by ones of the same
 * meaning to a validator, and everything else is checked as it stands.
 */
export const WRONG_REJECTIONS = {
  'literal-output': 'Output may be any JSON value; asl-validator wants an object or an expression',
  'line-break': 'a text or expression may hold line breaks; asl-validator matches it with a pattern that has none',
  'empty-text': 'a text may be empty',
  'nested-list': 'a list may hold lists',
  'literal-condition': 'Condition may be true or false; asl-validator wants an expression',
} as const;

/** The fields of a state, rule or catcher whose value is a template of JSON and expressions. */
const TEMPLATES: ReadonlySet<string> = new Set(['Output', 'Assign', 'Arguments', 'ItemSelector']);

/** The definition without the values that asl-validator wrongly rejects. */
export function acceptableToAslValidator(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(acceptableToAslValidator);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, acceptableField(key, field)]));
}

function acceptableField(key: string, field: unknown): unknown {
  if (key === 'Condition') return typeof field === 'boolean' ? `{% ${field} %}` : oneLine(field);
  if (!TEMPLATES.has(key)) return acceptableToAslValidator(field);
  if (key === 'Output' && !isObject(field) && !isExpression(field)) return '{% "a literal" %}';
  return template(field);
}

function template(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => (Array.isArray(item) ? { list: template(item) } : template(item)));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, template(field)]));
  return value === '' ? 'an empty text' : oneLine(value);
}

function oneLine(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(/[\n\r\u2028\u2029]/g, ' ') : value;
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
