import { type Liquid, Output } from 'liquidjs';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { createLiquid, renderGlobals } from '../../workflow/messages/liquid-engine.ts';
import { type RenderScope, toLiquidScope } from './render-scope.ts';
import { toHtml, toText } from './render-text.ts';
import { templateError } from './template-error.ts';

const asValue = createLiquid({ tags: false });
const asText = createLiquid({ tags: false, output: toText });
const asHtml = createLiquid({ tags: false, output: toHtml });

/**
 * Renders every text of an action's input. A text that is exactly one `{{ … }}` keeps the type of its value; when that
 * is missing, the field (or the item of a list) is left out, since null is never a value. In other text, lists and
 * objects are an error.
 *
 * @param htmlFields top fields that hold HTML: what is put there is escaped, and is always text
 * @throws AppError `template_failed`, which names the field
 */
export function renderInput(input: JsonObject, scope: RenderScope, htmlFields: readonly string[] = []): JsonObject {
  const liquidScope = toLiquidScope(scope);
  const globals = renderGlobals(scope.zone);

  function renderValue(value: Json, where: string): Json | undefined {
    if (typeof value === 'string') return renderTemplate(value, where);
    if (isJsonList(value)) return value.flatMap((item, index) => keep(renderValue(item, `${where}[${index}]`)));
    return isJsonObject(value) ? renderFields(value, `${where}.`) : value;
  }

  function renderFields(fields: JsonObject, prefix: string): JsonObject {
    const rendered = Object.entries(fields).flatMap(([name, value]) =>
      keep(renderValue(value, `${prefix}${name}`)).map((result) => [name, result] as const),
    );
    return Object.fromEntries(rendered);
  }

  function renderTemplate(text: string, where: string): Json | undefined {
    if (!text.includes('{{') && !text.includes('{%')) return text;
    try {
      const source = text.replaceAll(OUTPUT, quoteNames);
      if (htmlFields.includes(where)) return String(render(asHtml, source));
      const [first, ...others] = asValue.parse(source);
      const single = first instanceof Output && others.length === 0;
      return single ? toJson(render(asValue, source)) : String(render(asText, source));
    } catch (error) {
      throw templateError(where, error);
    }
  }

  function render(liquid: Liquid, source: string): unknown {
    return liquid.parseAndRenderSync(source, liquidScope, { globals });
  }

  return renderFields(input, '');
}

const OUTPUT = /\{\{(?:"[^"]*"|'[^']*'|`[^`]*`|[^"'`}]|\}(?!\}))*\}\}/g;
const NAME_OR_QUOTE = /"[^"]*"|'[^']*'|\.`([^`]*)`/g;

/** The language writes odd names in backticks, ``event.`Order-No` ``; Liquid writes them `event["Order-No"]`. */
function quoteNames(output: string): string {
  return output.replaceAll(NAME_OR_QUOTE, (found, name: string | undefined) => {
    if (name === undefined) return found;
    return name.includes('"') ? `['${name}']` : `["${name}"]`;
  });
}

function keep(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value];
}

/** What a template that is one `{{ }}` yields. Numbers that JSON cannot write are an error. */
function toJson(value: unknown): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') toText(value);
  return value as Json;
}
