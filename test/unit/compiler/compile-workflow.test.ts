import { describe, expect, test } from 'vitest';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import { loadMachine } from '../../../lib/local/asl/load-machine.ts';
import type { Condition } from '../../../lib/workflow/conditions/condition.ts';
import type { DoNode, Node, RoutesNode, Scope, Target, WorkflowGraph } from '../../../lib/workflow/graph/graph.ts';
import type { Path } from '../../../lib/workflow/references/path.ts';
import { straightGraph } from '../../bench/compile/straight-workflow.ts';
import { at, catalogue, compileSteps, graphOf, settings } from './compile-text.ts';

const TELL = 'do: notify.send, with: { to: support, text: hello }';

describe('states', () => {
  test('have the names of steps, in the order of the definition, and comments from notes', () => {
    const { asl } = compileSteps(
      `  - { id: first, name: Tell them, note: Because., ${TELL} }\n  - { id: second, ${TELL} }`,
    );
    expect(Object.keys(Object(asl.States))).toEqual(['Tell them', 'Tell them (held)', 'Second', 'Second (held)']);
    expect(at(asl, 'States', 'Tell them', 'Comment')).toBe('Because.');
    expect(asl.Comment).toBe('Example');
  });

  test('of the whole workflow have its name and note as a comment', () => {
    const { asl } = compileSteps(
      `  - { id: first, ${TELL} }`,
      'name: Leads\nnote: New ones.\ntrigger: { event: order.placed }',
    );
    expect(asl.Comment).toBe('Leads: New ones.');
  });

  test('keep apart from a step that has the name of an end', () => {
    const graph = graphOf(`  - id: look
    routes: [{ id: big, if: { field: event.total, above: 1 }, then: [{ id: other, ${TELL} }] }]`);
    const nodes = new Map([...graph.root.nodes].map(([id, node]) => [id, { ...node, name: `end: ${node.name}` }]));
    const named = { ...graph, root: { ...graph.root, nodes: new Map([...nodes, ['other', onlyDo(nodes)]]) } };
    const { asl } = compileWorkflow(named, settings);
    expect(Object.keys(Object(asl.States))).toEqual([
      'end: Look',
      'end: completed',
      'end: completed (held)',
      'end: completed (2)',
    ]);
  });

  test('of ten thousand steps are written without running out of stack', () => {
    const { asl, manifest } = compileWorkflow(straightGraph(10_000, catalogue), settings);
    expect(Object.keys(Object(asl.States))).toHaveLength(20_000);
    expect(manifest.estimate.transitions).toEqual({ least: 10_000, most: 10_000 });
  });

  test('are none for steps that no way leads to', () => {
    const graph = graphOf(`  - { id: first, ${TELL} }`);
    const nodes = new Map([...graph.root.nodes, ['lost', { ...onlyNode(graph), id: 'lost', name: 'Lost' }]]);
    const { asl } = compileWorkflow({ ...graph, root: { ...graph.root, nodes } }, settings);
    expect(Object.keys(Object(asl.States))).toEqual(['First', 'First (held)']);
  });

  test('of a definition that only ends are one end', () => {
    const graph = graphOf(`  - { id: first, ${TELL} }`);
    const root: Scope = { id: 'root', first: { kind: 'end', outcome: 'done' }, nodes: new Map() };
    const { asl, manifest } = compileWorkflow({ ...graph, root }, settings);
    expect(asl.States).toEqual({ 'end: done': { Type: 'Succeed', Output: { outcome: 'done' } } });
    expect(manifest.estimate.transitions).toEqual({ least: 1, most: 1 });
    expect(() => loadMachine(asl)).not.toThrow();
  });

  test('of a loop that starts the workflow follow a Pass, which no step may be taken for', () => {
    const { asl } = compileSteps(`  - { id: start, ${TELL} }
  - wait: 1 hour
  - { goto: start, times: 2 }`);
    expect(asl.StartAt).toBe('Start (2)');
    expect(at(asl, 'States', 'Start (2)')).toEqual({ Type: 'Pass', Assign: { jumps_goto_start: 0 }, Next: 'Start' });
  });

  test('inside a branch may have a Pass of their own', () => {
    const { asl } = compileSteps(`  - id: both
    parallel:
      - { id: left, then: [{ id: poll, ${TELL} }, { wait: 1 hour }, { goto: poll, times: 2 }] }
      - { id: right, then: [{ id: other, ${TELL} }] }`);
    expect(at(asl, 'States', 'Both', 'Branches', 0, 'StartAt')).toBe('Start left');
    expect(() => loadMachine(asl)).not.toThrow();
  });
});

describe('values from people', () => {
  test('that look like expressions yield themselves', () => {
    const graph = graphOf(`  - { id: first, ${TELL} }`);
    const node: DoNode = { ...onlyNode(graph), input: { text: '{% $states %}', more: [{ a: '{%"' }, 'plain'], n: 1 } };
    const { asl } = compileWorkflow(withNodes(graph, [node]), settings);
    expect(at(asl, 'States', 'First', 'Arguments', 'with')).toEqual({
      text: '{% "{% $states %}" %}',
      more: [{ a: '{% "{%\\"" %}' }, 'plain'],
      n: 1,
    });
    expect(() => loadMachine(asl)).not.toThrow();
  });

  test('beside a time are the start of their day in the zone of the workflow', () => {
    const day = { kind: 'literal', value: '2026-12-24' } as const;
    const condition: Condition = {
      kind: 'compare',
      field: path('event', 'ready_at'),
      operator: '>',
      value: day,
      as: 'time',
    };
    expect(conditionText(condition)).toContain('$toMillis("2026-12-23T23:00:00Z")');
    expect(conditionText(condition, { zone: 'contact' })).toContain('$toMillis("2026-12-23T23:00:00Z")');
    expect(conditionText(condition, { zone: 'America/New_York' })).toContain('$toMillis("2026-12-24T05:00:00Z")');
  });
});

describe('references', () => {
  test('to a step that stands in another branch find nothing', () => {
    const text = conditionText({ kind: 'exists', field: path('steps', 'elsewhere', 'x') });
    expect(text).toContain('$exists($states.context.Execution.Input.nothing.x)');
  });

  test('to all steps at once are refused', () => {
    expect(() => conditionText({ kind: 'expression', source: '$keys(steps)' })).toThrow(
      expect.objectContaining({ code: 'SB408', resolution: expect.stringContaining('steps.<id>') }),
    );
  });

  test('to what no event is about are refused', () => {
    expect(() => conditionText({ kind: 'exists', field: path('weather', 'x') })).toThrow(
      expect.objectContaining({ code: 'SB408', message: expect.stringContaining('cannot read "weather.x"') }),
    );
  });

  test('of a fail step to records and local time are refused', () => {
    for (const text of ['{{ contact.first_name }}', '{{ now.date }}']) {
      const graph = graphOf(`  - { id: first, ${TELL} }`);
      const next: Target = { kind: 'fail', text, pointer: '/steps/1' };
      expect(() => compileWorkflow(withNodes(graph, [{ ...onlyNode(graph), next }]), settings)).toThrow(
        expect.objectContaining({ code: 'SB408', message: expect.stringContaining('A fail step cannot read') }),
      );
    }
  });

  test('of a fail step to the moment and the run are read', () => {
    const { asl } = compileSteps('  - { fail: "{{ run.id }} at {{ now }}" }');
    expect(at(asl, 'States', 'fail: … at …', 'Cause')).toContain('$states.context.Execution.Input.run.id');
  });

  test('to an action that the catalogue does not have are refused', () => {
    const graph = graphOf(`  - { id: first, ${TELL} }`);
    expect(() => compileWorkflow(withNodes(graph, [{ ...onlyNode(graph), action: 'tea.make' }]), settings)).toThrow(
      expect.objectContaining({ code: 'SB425', message: expect.stringContaining('"tea.make"') }),
    );
  });

  test('to the same event with other bounds have keys of their own', () => {
    const { asl } = compileSteps(`  - id: look
    routes:
      - { id: day, if: { happened: order.placed, within_last: 1 day }, then: [{ end: day }] }
      - { id: week, if: { happened: order.placed, within_last: 7 days }, then: [{ end: week }] }`);
    expect(Object.keys(Object(at(asl, 'States', 'Look (data)', 'Arguments', 'happened')))).toEqual([
      'order_placed',
      'order_placed_2',
    ]);
    expect(at(asl, 'States', 'Look', 'Choices', 1, 'Condition')).toBe('{% $data_root.happened.order_placed_2 %}');
  });

  test('since a step that cannot be seen count from the start of the run', () => {
    const asl = conditionMachine({ kind: 'happened', event: 'order.placed', since: 'elsewhere' });
    expect(
      at(asl, 'States', 'Look (data)', 'Arguments', 'happened', 'order_placed_since_elsewhere', 'since'),
    ).toBeNull();
  });
});

test('each takes a handler of errors', () => {
  const { asl } = compileSteps(`  - id: lines
    each: event.lines
    then: [{ id: tell, ${TELL} }]
    on_error: [{ end: broken }]`);
  expect(at(asl, 'States', 'Lines', 'Catch', 0, 'Next')).toBe('end: broken');
});

function path(root: string, ...segments: readonly string[]): Path {
  return { root, segments };
}

/** The one action, under the name of an end. */
function onlyDo(nodes: ReadonlyMap<string, Node>): Node {
  const node = [...nodes.values()].find(({ kind }) => kind === 'do');
  if (node === undefined) throw new Error('There is a do step');
  return { ...node, name: 'end: completed' };
}

function onlyNode(graph: WorkflowGraph): DoNode {
  const [node] = graph.root.nodes.values();
  if (node?.kind !== 'do') throw new Error('The example has one do step');
  return node;
}

function withNodes(graph: WorkflowGraph, nodes: readonly Node[]): WorkflowGraph {
  return { ...graph, root: { ...graph.root, nodes: new Map(nodes.map((node) => [node.id, node])) } };
}

/** A workflow of one route with a condition that the checks would not let pass. */
function conditionMachine(condition: Condition, more: Partial<WorkflowGraph> = {}) {
  const end: Target = { kind: 'end', outcome: 'done' };
  const route = { id: 'route', name: 'Route', condition, next: end };
  const look: RoutesNode = { kind: 'routes', id: 'look', name: 'Look', pointer: '', routes: [route], otherwise: end };
  const graph = { ...graphOf(`  - { id: first, ${TELL} }`), ...more };
  const root: Scope = { id: 'root', first: { kind: 'step', step: 'look' }, nodes: new Map([['look', look]]) };
  return compileWorkflow({ ...graph, root }, settings).asl;
}

function conditionText(condition: Condition, more: Partial<WorkflowGraph> = {}): string {
  return String(at(conditionMachine(condition, more), 'States', 'Look', 'Choices', 0, 'Condition'));
}
