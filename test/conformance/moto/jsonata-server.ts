/**
 * Evaluates JSONata for moto's interpreter, with the release that Step Functions runs. One JSON line in,
 * `{ bindings, expression }`, gives one JSON line out: `{ value }`, `{ undefined: true }` or `{ error }`.
 */
import { createInterface } from 'node:readline';
import jsonata from 'jsonata-2.0.6';
import { z } from 'zod';
import { stepFunctionsFunctions } from './step-functions-functions.ts';

const questionSchema = z.object({ bindings: z.array(z.record(z.string(), z.unknown())), expression: z.string() });

const parsed = new Map<string, jsonata.Expression>();
const PARSED_LIMIT = 20_000;

function parse(expression: string): jsonata.Expression {
  const known = parsed.get(expression);
  if (known !== undefined) return known;
  const fresh = jsonata(expression);
  if (parsed.size >= PARSED_LIMIT) parsed.clear();
  parsed.set(expression, fresh);
  return fresh;
}

function containsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return true;
  return Object.values(value).some(containsFunction);
}

async function evaluate(line: string): Promise<object> {
  const { bindings, expression } = questionSchema.parse(JSON.parse(line));
  const names: Record<string, unknown> = { ...stepFunctionsFunctions };
  for (const scope of bindings) {
    for (const [name, value] of Object.entries(scope)) names[name.slice(1)] = value;
  }
  try {
    const value: unknown = await parse(expression).evaluate(undefined, names);
    if (value === undefined) return { undefined: true };
    if (containsFunction(value)) return { error: 'the expression yields a function, which is not JSON' };
    return { value };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  const known = z.object({ message: z.string() }).safeParse(error);
  return known.success ? known.data.message : String(error);
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await evaluate(line))}\n`);
}
