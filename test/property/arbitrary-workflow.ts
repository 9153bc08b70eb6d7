import fc from 'fast-check';
import type { Json, JsonObject } from '../../lib/workflow/json.ts';

/** What a definition is grown from: choices without meaning, so that every smaller one is a definition, too. */
interface Seed {
  readonly kind: number;
  readonly choices: readonly [number, number, number];
  readonly lists: readonly (readonly Seed[])[];
}

const seeds = fc.letrec<{ step: Seed; list: Seed[] }>((tie) => ({
  list: fc.array(tie('step'), { minLength: 1, maxLength: 4, depthIdentifier: 'steps' }),
  step: fc.record({
    kind: fc.nat({ max: 13 }),
    choices: fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 99 })),
    lists: fc.oneof(
      { depthSize: 'small', depthIdentifier: 'steps', maxDepth: 5 },
      fc.constant<Seed[][]>([]),
      fc.array(tie('list'), { maxLength: 3, depthIdentifier: 'steps' }),
    ),
  }),
})).list;

/**
 * Valid definitions for the catalogue of the golden definitions: every kind of step, nested parallel and each, jumps
 * forward and back, errors handled, references to outputs of earlier steps, current and stale data. Steps inside
 * `parallel` and `each` never fail, so that what runs beside them is not cut off at a moment that depends on order.
 */
export const arbitraryWorkflow: fc.Arbitrary<JsonObject> = fc
  .record({ lists: fc.array(seeds, { minLength: 1, maxLength: 3 }), consent: fc.boolean(), filtered: fc.boolean() })
  .map(({ lists, consent, filtered }) => {
    const growth: Growth = { ids: 0 };
    const steps = growList(lists.flat(), { growth, visible: [], made: [], scope: 'root', items: [], later: [] });
    const trigger = { event: 'order.placed', ...(filtered ? { if: { field: 'contact.tags', exists: true } } : {}) };
    return { workflow: 'generated', trigger, audience: { consent: consent ? 'marketing' : 'none' }, steps };
  });

interface Growth {
  ids: number;
}

/** A value that a later step may name. */
interface Visible {
  readonly path: string;
  readonly value: Json;
}

interface Place {
  readonly growth: Growth;
  /** Grows along the list; what is inside parallel and each stays there. */
  readonly visible: Visible[];
  /** What the step that is grown makes visible to those after it. */
  readonly made: Visible[];
  readonly scope: 'root' | 'inner';
  readonly items: readonly string[];
  /** Ids of steps further on, in this scope. */
  readonly later: readonly string[];
}

type Step = Record<string, Json>;

function growList(list: readonly Seed[], place: Place): Step[] {
  const ids = list.map(() => {
    place.growth.ids += 1;
    return `s${place.growth.ids}`;
  });
  return list.map((seed, index) => {
    const made: Visible[] = [];
    const here = { ...place, made, later: [...ids.slice(index + 1), ...place.later] };
    const waits = list.map(({ kind }) => kind === WAIT || kind === 12);
    const back = ids.findLastIndex((_, at) => at < index && waits.slice(at, index).includes(true));
    const step = growStep(seed, String(ids[index]), here, back < 0 ? undefined : ids[back]);
    place.visible.push(...made);
    return step;
  });
}

const WAIT = 4;

function growStep(seed: Seed, id: string, place: Place, back: string | undefined): Step {
  const [a, b] = seed.choices;
  switch (seed.kind) {
    case 0:
      return { id, do: 'notify.send', with: { to: 'support', text: textOf(seed, place) } };
    case 1:
    case 2:
      return growCall(seed, id, place);
    case 3:
      if (place.scope === 'root') return { id, do: 'contact.tag', with: { add: ['tagged'] } };
      return { id, do: 'task.create', with: { title: textOf(seed, place) } };
    case WAIT:
    case 12:
      if (b % 4 === 0) return { id, wait: { at: '09:00' } };
      return { id, wait: `${1 + (a % 5)} hours` };
    case 5:
      return growWaitFor(seed, id, place);
    case 6:
      return growExperiment(seed, id, place);
    case 7:
      return growParallel(seed, id, place);
    case 8:
      return growEach(seed, id, place);
    case 9:
      return place.scope === 'root' ? growApprove(seed, id, place) : growRoutes(seed, id, place, back);
    default:
      return growRoutes(seed, id, place, back);
  }
}

/** A nested list; with `leaves` it may end by a jump forward or an end of the run. What it makes then stays in it. */
function nested(seed: Seed, index: number, place: Place, leaves: boolean): Step[] {
  const inner: Place = { ...place, visible: [...place.visible] };
  const grown = growList((seed.lists[index] ?? []).slice(0, 3), inner);
  const list = grown.length > 0 ? grown : growList([{ kind: 0, choices: seed.choices, lists: [] }], inner);
  const [a, b] = seed.choices;
  const target = place.later[a % Math.max(1, place.later.length)];
  if (leaves && b % 3 === 0 && target !== undefined) return [...list, { goto: target }];
  if (leaves && b % 3 === 1 && place.scope === 'root') {
    return [...list, b % 2 === 0 ? { end: 'early' } : { fail: failText(inner) }];
  }
  place.made.push(...inner.visible.slice(place.visible.length));
  return list;
}

function failText(place: Place): string {
  const path = place.visible.at(-1)?.path;
  return path === undefined ? 'It is over' : `It is over: {{ ${path} | default: 'nothing' }}`;
}

function growCall(seed: Seed, id: string, place: Place): Step {
  const call = {
    id,
    do: 'http.call',
    with: { method: 'POST', url: 'https://example.com/', body: { text: textOf(seed, place) } },
  };
  const step = { ...call, returns: { score: 'number' } };
  if (seed.kind === 1) {
    place.made.push({ path: `steps.${id}.status`, value: 200 }, { path: `steps.${id}.error.code`, value: 'broken' });
    return { ...step, on_error: 'continue' };
  }
  const grown = { ...step, on_error: nested(seed, 0, place, true) };
  place.made.push({ path: `steps.${id}.body.score`, value: 7 });
  return grown;
}

function growWaitFor(seed: Seed, id: string, place: Place): Step {
  const [a, b] = seed.choices;
  const condition = a % 3 === 0 ? { if: { field: 'contact.tags', contains: 'loyal' } } : {};
  const step: Step = { id, wait_for: 'message.received', ...condition, timeout: `${2 + (b % 5)} hours` };
  place.made.push({ path: `steps.${id}.outcome`, value: 'received' });
  if (a % 2 === 0) step.on_event = nested(seed, 0, place, true);
  if (b % 2 === 0) step.on_timeout = nested(seed, 1, place, false);
  return step;
}

function growExperiment(seed: Seed, id: string, place: Place): Step {
  const variants = [
    { id: 'red', percent: 45, then: nested(seed, 0, place, true) },
    { id: 'blue', percent: 45 },
  ];
  place.made.push({ path: `steps.${id}.variant`, value: 'blue' });
  return { id, experiment: variants, hold_out: 10 };
}

function growParallel(seed: Seed, id: string, place: Place): Step {
  const branch = (index: number): Step => {
    const inner: Place = { ...place, scope: 'inner', visible: [...place.visible], made: [], later: [] };
    return { id: `${id}_b${index}`, then: nested(seed, index, inner, false) };
  };
  return { id, parallel: [branch(0), branch(1)] };
}

function growEach(seed: Seed, id: string, place: Place): Step {
  const as = `item${place.items.length + 1}`;
  const around = place.items.at(-1);
  const inner: Place = {
    ...place,
    scope: 'inner',
    made: [],
    items: [...place.items, as],
    visible: [
      ...place.visible,
      { path: around === undefined ? `${as}.sku` : as, value: 'x1' },
      { path: `${as}_index`, value: 1 },
    ],
    later: [],
  };
  const list = around === undefined ? 'event.lines' : `${around}.parts`;
  if (place.items.length > 1) return { id, do: 'task.create', with: { title: textOf(seed, place) } };
  return { id, each: list, as, then: nested(seed, 0, inner, false) };
}

function growApprove(seed: Seed, id: string, place: Place): Step {
  const question = textOf(seed, place);
  const onReject = nested(seed, 0, { ...place, made: [] }, false);
  place.made.push({ path: `steps.${id}.decision`, value: 'approved' });
  return {
    id,
    approve: question,
    by: ['support'],
    timeout: '5 hours',
    on_reject: [...onReject, { end: 'rejected' }],
    on_timeout: [{ fail: 'Nobody decided' }],
  };
}

function growRoutes(seed: Seed, id: string, place: Place, back: string | undefined): Step {
  const [a, b, c] = seed.choices;
  const routes = [{ id: 'first', if: conditionOf(a, place), then: nested(seed, 0, place, true) }];
  if (b % 2 === 0) routes.push({ id: 'second', if: conditionOf(b, place), then: nested(seed, 1, place, false) });
  if (back !== undefined && c % 2 === 0) {
    routes.push({ id: 'again', if: conditionOf(c, place), then: [{ goto: back, times: 1 + (c % 3) }] });
  }
  const step: Step = { id, routes };
  if (c % 5 === 0) step.otherwise = nested(seed, 2, place, false);
  place.made.push({ path: `steps.${id}.route`, value: 'first' });
  return step;
}

function textOf({ choices: [a, b] }: Seed, place: Place): string {
  const path = place.visible[a % Math.max(1, place.visible.length)]?.path;
  if (path === undefined || b % 4 === 0) return 'Total {{ event.total }} at {{ now }}';
  return `{{ ${path} | default: 'none' }} and {{ event.note | default: 'no note' }}`;
}

/** Conditions on everything that a route can read. */
function conditionOf(choice: number, place: Place): Step {
  const reference = place.visible[choice % Math.max(1, place.visible.length)];
  const step = /steps\.(\w+)/.exec(reference?.path ?? '')?.[1];
  const simple: readonly (Step | undefined)[] = [
    { field: 'event.total', above: 10 },
    { field: 'event.note', is: 'gift' },
    { field: 'contact.tags', contains: 'loyal' },
    { field: 'contact.tags', contains: 'tagged' },
    { happened: 'message.received' },
    step === undefined ? undefined : { happened: 'message.received', since: step },
    { business_hours: 'office' },
    { field: 'now.weekday', in: ['thu', 'fri'] },
    { expression: 'event.total > 20 and $exists(event.note)' },
    reference === undefined ? undefined : { field: reference.path, is: reference.value },
    { field: 'event.ready_at', before: '{{ now }}' },
  ];
  const found = simple[choice % simple.length] ?? { field: 'event.lines', count: { at_least: 2 } };
  return choice % 7 === 0 ? { not: found } : found;
}
