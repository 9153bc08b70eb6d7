import type { CompiledWorkflow, RunInput } from '../../lib/compiler/compiled-workflow.ts';
import { sampleValue } from '../../lib/local/simulate/sample-value.ts';
import type { Catalogue } from '../../lib/workflow/catalogue/catalogue.ts';
import type { WorkflowGraph } from '../../lib/workflow/graph/graph.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../lib/workflow/json.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Script } from './run-on-both.ts';
import { scriptTasks } from './scripted-tasks.ts';
import { nodesOf, type TriedPath, valuesToTry } from './values-to-try.ts';

/** A compiled workflow with what it was compiled from. */
export interface Subject {
  readonly graph: WorkflowGraph;
  readonly catalogue: Catalogue;
  readonly manifest: CompiledWorkflow;
  readonly asl: JsonObject;
}

/** One way to run a workflow: what it starts with, and how its tasks are answered. */
export interface ScriptedRun {
  readonly input: Json;
  readonly script: () => Script;
}

/** A script by number: the same number gives the same run, in whichever engine. */
export function scriptRun(
  subject: Subject,
  seed: number,
  { now, event: given = {} }: { readonly now: number; readonly event?: JsonObject },
): ScriptedRun {
  const { graph, catalogue, manifest } = subject;
  const chance = chanceOf(seed);
  const tried = valuesToTry(graph, now);
  const data: DataSource = { chance, tried, lists: listsOf(graph) };
  const { trigger } = graph;
  const type = trigger.kind === 'event' ? catalogue.events.get(trigger.event) : undefined;
  const event = fill(data, 'event', [], sampleValue({ type: 'object', fields: type?.data ?? {} }, 'event'));
  const record = (name: string): Json => recordOf(data, catalogue, name);
  const input: RunInput = {
    run: {
      ...{
        id: `${graph.workflow}-${seed}`,
        workflow: graph.workflow,
        version: 1,
        arm: 'control',
        contact: 'contact-1',
      },
      ...{
        event_id: `event-${seed}`,
        triggered_at: '2026-03-02T09:00:00.000Z',
        started_at: '2026-03-02T09:00:01.000Z',
      },
      ...{ records: { contact: 'contact-1' }, depth: 0, chain: [], correlation_id: `event-${seed}` },
    },
    event: isJsonObject(event) ? { ...event, ...given } : event,
    ...(manifest.startReads.length === 0
      ? {}
      : { records: Object.fromEntries(manifest.startReads.map((name) => [name, record(name)])) }),
    ...(manifest.experiments.length === 0 ? {} : { variants: variantsOf(manifest, chance) }),
  };
  return {
    input: JSON.parse(JSON.stringify(input)),
    script: () => scriptTasks({ ...subject, chance, record, now, fill: (...place) => fill(data, ...place) }),
  };
}

interface DataSource {
  readonly chance: Chance;
  readonly tried: readonly TriedPath[];
  /** Paths of lists that are gone through, and the name of an item of each. */
  readonly lists: readonly { readonly path: TriedPath['path']; readonly as: string }[];
}

function listsOf(graph: WorkflowGraph): DataSource['lists'] {
  return nodesOf(graph.root).flatMap((node) => (node.kind === 'each' ? [{ path: node.list, as: node.as }] : []));
}

function variantsOf({ experiments }: CompiledWorkflow, chance: Chance): Record<string, string> {
  return Object.fromEntries(
    experiments.map(({ step, variants }) => [
      step,
      chance.pick(['variant', step], [...variants.map(({ id }) => id), 'hold_out']) ?? 'hold_out',
    ]),
  );
}

function recordOf(data: DataSource, catalogue: Catalogue, name: string): Json {
  if (data.chance.below(0.1, 'no record', name)) return null;
  const type = [...catalogue.records.values()].find((record) => record.name === name);
  const base = sampleValue({ type: 'object', fields: type?.fields ?? {} }, name);
  return fill(data, name, [], isJsonObject(base) ? { ...base, id: `${name}-1` } : base);
}

/** Plants values to try into data that stands at a root, or below it; lengthens lists that are gone through. */
function fill(data: DataSource, root: string, prefix: readonly string[], base: Json): Json {
  const { chance, tried, lists } = data;
  let value = base;
  for (const { path, as } of lists) {
    const rest = below(path, root, prefix);
    if (rest !== undefined) value = change(value, rest, (list) => lengthen(data, as, list, [root, ...prefix, ...rest]));
  }
  for (const { path, values } of tried) {
    const rest = below(path, root, prefix);
    if (rest === undefined || rest.length === 0) continue;
    const key = [root, ...prefix, ...rest];
    if (chance.below(0.1, 'absent', ...key)) value = change(value, rest, () => undefined);
    else if (chance.below(0.8, 'planted', ...key)) value = change(value, rest, () => chance.pick(key, values));
  }
  return value;
}

function lengthen(
  data: DataSource,
  as: string,
  list: Json | undefined,
  key: readonly (string | number)[],
): Json | undefined {
  const item = isJsonList(list) ? list[0] : undefined;
  if (item === undefined) return list;
  const length = data.chance.pick([...key, 'length'], [0, 1, 2, 3]) ?? 1;
  return Array.from({ length }, (_, index) => {
    const marked = isJsonObject(item)
      ? fill({ ...data, chance: data.chance.within(`${as}${index}`) }, as, [], item)
      : item;
    return typeof marked === 'string' ? `${marked} ${index}` : marked;
  });
}

/** What of a path lies below a place, if it leads there. */
function below(
  path: TriedPath['path'],
  root: string,
  prefix: readonly string[],
): readonly (string | number)[] | undefined {
  const leads = path.root === root && prefix.every((name, index) => path.segments[index] === name);
  return leads ? path.segments.slice(prefix.length) : undefined;
}

function change(
  around: Json | undefined,
  [segment, ...rest]: readonly (string | number)[],
  by: (value: Json | undefined) => Json | undefined,
): Json {
  if (segment === undefined) return by(around) ?? null;
  if (typeof segment === 'number') {
    const list = isJsonList(around) ? around : [];
    return [...list.slice(0, segment), change(list[segment], rest, by), ...list.slice(segment + 1)];
  }
  const fields: JsonObject = isJsonObject(around) ? around : {};
  const value = rest.length === 0 ? by(fields[segment]) : change(fields[segment], rest, by);
  const others = Object.entries(fields).filter(([key]) => key !== segment);
  return Object.fromEntries(value === undefined ? others : [...others, [segment, value]]);
}
