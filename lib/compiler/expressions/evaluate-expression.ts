import jsonata from 'jsonata';
import { invalid } from '../../errors/app-error.ts';
import type { Json } from '../../workflow/json.ts';
import type { Path } from '../../workflow/references/path.ts';
import type { ConditionWorld } from '../conditions/closure.ts';
import type { Roots } from '../conditions/follow-path.ts';
import { type GrowthLimits, limitGrowth } from './limit-growth.ts';
import { re2Engine } from './re2-engine.ts';
import { rewriteReferences } from './rewrite-references.ts';

/** No filter needs more; an expression that never ends must not hold up the dispatcher. */
const LIMITS = { timeout: 1_000, stack: 100, sequence: 100_000 };
const GROWTH: GrowthLimits = { value: 8 * 1024 * 1024, total: 64 * 1024 * 1024 };

/** The world's `now` is text with parts, which no JSON value is: it becomes variables that no person can write. */
const NOW = 'now in words';

/**
 * Makes a free expression ready to run outside a state machine. The promise is rejected with an `AppError` where the
 * expression fails; a value that is missing is `undefined`.
 */
export function compileExpression(source: string): (roots: Roots, world: ConditionWorld) => Promise<unknown> {
  const options: jsonata.JsonataOptions = { ...LIMITS };
  const expression = jsonata(rewriteReferences(source, nameNow), Object.assign(options, { RegexEngine: re2Engine }));
  expression.registerFunction('millis', moment, '<:n>');
  expression.registerFunction('now', writtenMoment, '<s?s?:s>');
  expression.registerFunction('parse', parseJson, '<s:x>');
  limitGrowth(expression, GROWTH);
  return async (roots, world) => {
    const at = world.now();
    const { date, clock, weekday } = world.local();
    const bindings = { [NOW]: at, now_at: new Date(at).toISOString(), now_date: date, now_clock: clock };
    try {
      return await expression.evaluate(roots, { ...bindings, now_weekday: weekday });
    } catch (error) {
      throw failed(source, error);
    }
  };
}

function nameNow(path: Path): { readonly text: string; readonly consumed: number } {
  if (path.root !== 'now') return { text: path.root, consumed: 0 };
  const [part] = path.segments;
  return part === undefined ? { text: '$now_at', consumed: 0 } : { text: `$now_${part}`, consumed: 1 };
}

function moment(this: jsonata.Focus): number {
  return this.environment.lookup(NOW);
}

function writtenMoment(this: jsonata.Focus, picture?: string, zone?: string): string {
  const { implementation } = this.environment.lookup('fromMillis');
  return implementation.call(this, this.environment.lookup(NOW), picture, zone);
}

function parseJson(text: string): Json {
  return JSON.parse(text);
}

/** JSONata throws plain objects with a code and a message. */
function failed(source: string, error: unknown): Error {
  const { message } = error as { readonly message?: string };
  return invalid({
    code: 'SB431',
    message: `The expression ${JSON.stringify(source)} failed: ${message}`,
    resolution: 'Guard it, for instance with $exists(…) and $type(…), so that it has a value whatever the data is.',
    cause: error,
  });
}
