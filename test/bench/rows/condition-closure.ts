import { LogicEngine } from 'json-logic-engine';
import jsonata from 'jsonata-2.0.6';
import { type ConditionWorld, compileCondition } from '../../../lib/compiler/conditions/closure.ts';
import type { Condition } from '../../../lib/workflow/conditions/condition.ts';
import type { Json } from '../../../lib/workflow/json.ts';
import { type BenchRow, medianMilliseconds, perSecond, times } from '../bench-row.ts';

const field = (name: string) => ({ root: 'event', segments: ['lead', name] });
const literal = (value: Json) => ({ kind: 'literal', value }) as const;

/** Source is Website, amount at least 700, one of two countries. */
const CONDITION: Condition = {
  kind: 'all',
  conditions: [
    { kind: 'equals', field: field('source'), value: literal('Website'), ignoreCase: false },
    { kind: 'compare', field: field('amount'), operator: '>=', value: literal(700), as: 'number' },
    { kind: 'one_of', field: field('country'), values: [literal('NO'), literal('CH')], ignoreCase: false },
  ],
};
const EXPRESSION = 'event.lead.source = "Website" and event.lead.amount >= 700 and event.lead.country in ["NO", "CH"]';
const LOGIC = {
  and: [
    { '===': [{ var: 'event.lead.source' }, 'Website'] },
    { '>=': [{ var: 'event.lead.amount' }, 700] },
    { in: [{ var: 'event.lead.country' }, ['NO', 'CH']] },
  ],
};

const ROOTS = Array.from({ length: 64 }, (_, index) => ({
  event: {
    lead: { source: index % 8 === 0 ? 'Mail' : 'Website', amount: 690 + index, country: index % 2 ? 'CH' : 'NO' },
  },
}));

function rootsAt(index: number): (typeof ROOTS)[number] {
  return ROOTS[index & 63] ?? { event: { lead: { source: '', amount: 0, country: '' } } };
}

/** Filters ask for none of this here. */
const WORLD: ConditionWorld = {
  now: () => 0,
  local: () => ({ date: '1970-01-01', clock: '00:00', weekday: 'thu' }),
  startOfDay: () => 0,
  isOpen: () => false,
  happened: () => false,
};

/** A filter of three conditions on data that it mostly holds for. */
export const conditionClosure: BenchRow = {
  what: 'A rule of 3 conditions in the dispatcher',
  goal: '≥ 50 × jsonata 2.0.6',
  measure: async () => {
    const holds = compileCondition(CONDITION);
    const logic = new LogicEngine().build(LOGIC);
    const expression = jsonata(EXPRESSION);
    const ours = await rate(200_000, (roots) => holds(roots, WORLD));
    const built = await rate(200_000, (roots) => logic(roots));
    const engine = await asyncRate(2_000, (roots) => expression.evaluate(roots));
    return {
      ours: perSecond(ours),
      others: `${perSecond(engine)} (json-logic-engine ${perSecond(built)})`,
      result: times(ours / engine),
      met: ours >= 50 * engine,
    };
  },
};

async function rate(count: number, evaluate: (roots: (typeof ROOTS)[number]) => unknown): Promise<number> {
  let held = 0;
  const milliseconds = await medianMilliseconds(9, () => {
    for (let index = 0; index < count; index += 1) {
      if (evaluate(rootsAt(index)) === true) held += 1;
    }
  });
  if (held === 0) throw new Error('The rule never held');
  return (count / milliseconds) * 1000;
}

async function asyncRate(
  count: number,
  evaluate: (roots: (typeof ROOTS)[number]) => Promise<unknown>,
): Promise<number> {
  const milliseconds = await medianMilliseconds(9, async () => {
    for (let index = 0; index < count; index += 1) await evaluate(rootsAt(index));
  });
  return (count / milliseconds) * 1000;
}
