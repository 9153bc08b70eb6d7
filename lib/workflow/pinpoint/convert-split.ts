import type { Json } from '../json.ts';
import { convertCondition } from './convert-condition.ts';
import { waitValue } from './convert-wait.ts';
import type { Converted } from './converted.ts';
import type { Importing, NamedStep } from './importing.ts';
import type { Activity, WaitTime } from './journey-schema.ts';

/** Splits look at what happened only after a time of their own. */
function waitBefore(
  time: WaitTime | undefined,
  { id }: NamedStep,
  place: string,
  importing: Importing,
): Pick<Converted, 'steps'> & { readonly entry: string } {
  const asked = time?.WaitFor !== undefined || time?.WaitUntil !== undefined;
  const wait = asked ? waitValue(time, place, importing) : undefined;
  return wait === undefined ? { entry: id, steps: [] } : { entry: `${id}_wait`, steps: [{ id: `${id}_wait`, wait }] };
}

export function convertYesNo(
  { Condition, EvaluationWaitTime }: NonNullable<Activity['ConditionalSplit']>,
  named: NamedStep,
  at: string,
  importing: Importing,
): Converted {
  const place = `${at}.ConditionalSplit`;
  const asked = Condition?.Conditions ?? [];
  const conditions = (asked.length === 0 ? [undefined] : asked).map((one, index) =>
    convertCondition(one, `${place}.Condition.Conditions[${index}]`, importing),
  );
  const [only, ...others] = conditions;
  const together = Condition?.Operator === 'ANY' ? { any: conditions } : conditions;
  const condition = others.length === 0 && only !== undefined ? only : together;
  return {
    ...waitBefore(EvaluationWaitTime, named, place, importing),
    split: (lists) => {
      const otherwise = listAt(lists, 1);
      return {
        ...named,
        routes: [{ id: 'matched', name: 'Yes', if: condition, then: listAt(lists, 0) }],
        ...(otherwise.length === 0 ? {} : { otherwise }),
      };
    },
  };
}

export function convertMulti(
  { Branches = [], EvaluationWaitTime }: NonNullable<Activity['MultiCondition']>,
  named: NamedStep,
  at: string,
  importing: Importing,
): Converted {
  const place = `${at}.MultiCondition`;
  if (Branches.length === 0) {
    importing.report(place, 'The split has no branches.', 'Everybody takes the way of the others.');
    return { steps: [], comment: 'By hand: a split without branches' };
  }
  const conditions = Branches.map(({ Condition }, index) =>
    convertCondition(Condition, `${place}.Branches[${index}].Condition`, importing),
  );
  return {
    ...waitBefore(EvaluationWaitTime, named, place, importing),
    split: (lists) => {
      const otherwise = lists.slice(Branches.length).flat();
      const routes = conditions.map((condition, index) => ({
        id: `branch_${index + 1}`,
        if: condition,
        then: listAt(lists, index),
      }));
      return { ...named, routes, ...(otherwise.length === 0 ? {} : { otherwise }) };
    },
  };
}

export function convertRandom(
  { Branches = [] }: NonNullable<Activity['RandomSplit']>,
  named: NamedStep,
  at: string,
  importing: Importing,
): Converted {
  const place = `${at}.RandomSplit.Branches`;
  if (Branches.length === 0) {
    importing.report(place, 'The split has no branches.', 'Write an experiment at this place.');
    return { steps: [], comment: 'By hand: a random split without branches' };
  }
  const given = Branches.map(({ Percentage = 0 }) => Math.round(Percentage));
  const whole = given.reduce((sum, percent) => sum + percent, 0) === 100;
  if (!whole)
    importing.report(
      place,
      `The shares ${given.join(', ')} do not add up to 100.`,
      'They were made equal: write the right ones.',
    );
  const equal = Math.floor(100 / Branches.length);
  const shares = whole ? given : given.map((_, index) => (index === 0 ? 100 - equal * (Branches.length - 1) : equal));
  return {
    entry: named.id,
    steps: [],
    split: (lists) => ({
      ...named,
      experiment: shares.map((percent, index) => {
        const then = listAt(lists, index);
        return { id: `path_${index + 1}`, percent, ...(then.length === 0 ? {} : { then }) };
      }),
    }),
  };
}

/** The list of one way out. */
function listAt(lists: readonly (readonly Json[])[], way: number): readonly Json[] {
  return lists.slice(way, way + 1).flat();
}

/** Whoever is held out leaves, and is compared with. */
export function convertHoldout(percentage: number, named: NamedStep): Converted {
  const held = Math.round(percentage);
  const { id } = named;
  return {
    entry: id,
    steps: [
      { ...named, experiment: [{ id: 'participants', percent: 100 - held }], hold_out: held },
      {
        id: `${id}_check`,
        routes: [{ id: 'held_out', if: { field: `steps.${id}.variant`, is: 'hold_out' }, then: [{ end: 'held_out' }] }],
      },
    ],
  };
}
