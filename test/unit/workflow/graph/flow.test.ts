import { describe, expect, test } from 'vitest';
import type { Node, Scope, Target } from '../../../../lib/workflow/graph/graph.ts';
import { buildSteps, nodesOf } from './building-samples.ts';

function to(target: Target): string {
  if (target.kind === 'step') return target.step;
  return target.kind === 'end' ? `end ${target.outcome}` : target.kind;
}

/** The ways out of a node, in the order of the language. */
function ways(node: Node): string {
  const error = 'onError' in node && node.onError !== undefined ? [`error ${to(node.onError)}`] : [];
  switch (node.kind) {
    case 'routes':
      return [...node.routes.map((route) => to(route.next)), to(node.otherwise)].join(' | ');
    case 'experiment':
      return [...node.variants.map((variant) => to(variant.next)), to(node.holdOut)].join(' | ');
    case 'wait_for':
      return `${to(node.onEvent)} | ${to(node.onTimeout)}`;
    case 'approve':
      return [node.onApprove, node.onReject, node.onTimeout].map(to).join(' | ');
    case 'jump':
      return `${node.to} ${node.times} | ${to(node.next)}`;
    default:
      return [to(node.next), ...error].join(' | ');
  }
}

/** A scope as `id: ways`, its first step in front. */
function flow(scope: Scope): string[] {
  return [`> ${to(scope.first)}`, ...[...scope.nodes.values()].map((node) => `${node.id}: ${ways(node)}`)];
}

describe('the flow', () => {
  test('given a list, then its steps follow each other and the last ends the run', () => {
    const { graph, issues } = buildSteps('  - wait: 1 day\n  - { id: b, do: contact.tag }\n');
    expect(flow(graph.root)).toEqual(['> wait_1_day', 'wait_1_day: b', 'b: end completed']);
    expect(issues).toEqual([]);
  });

  test('given nested lists, then they join behind the step that holds them', () => {
    const { graph } = buildSteps(`
  - id: r
    routes:
      - { id: one, if: { expression: a }, then: [{ id: x, do: a.b }, { id: y, do: a.b, on_error: [{ id: z, do: a.b }] }] }
      - { id: two, if: { expression: b }, then: [] }
      - { id: three, if: { expression: c }, then: [{ end: out }] }
    otherwise: [{ fail: no }]
  - { id: w, wait_for: order.placed, timeout: 1 day, on_timeout: [{ goto: last }] }
  - { id: e, experiment: [{ id: a, percent: 50, then: [{ id: v, do: a.b }] }, { id: b, percent: 40 }], hold_out: 10 }
  - { id: last, do: a.b, on_error: continue }
`);
    expect(flow(graph.root)).toEqual([
      '> r',
      'r: x | w | end out | fail',
      'x: y',
      'y: w | error z',
      'z: w',
      'w: e | last',
      'e: v | last | last',
      'v: last',
      'last: end completed | error end completed',
    ]);
  });

  test('given an approval, then a rejection ends the run unless it says otherwise', () => {
    const { graph } = buildSteps(`
  - { id: a, approve: ok?, by: [sales], timeout: 1 day, on_timeout: [{ end: late }] }
  - { id: b, approve: ok?, by: [sales], timeout: 1 day, on_timeout: [{ goto: c }], on_approve: [{ id: yes_step, do: a.b }], on_reject: [{ fail: no }] }
  - { id: c, do: a.b }
`);
    expect(flow(graph.root).slice(1, 3)).toEqual(['a: b | end rejected | end late', 'b: yes_step | fail | c']);
  });

  test('given branches and lists of items, then each is a scope that ends by itself', () => {
    const { graph, issues } = buildSteps(`
  - id: p
    parallel:
      - { id: one, then: [{ id: x, do: a.b }] }
      - { id: two, name: Second, then: [{ id: y, routes: [{ id: q, if: { expression: a }, then: [] }] }, { id: z, do: a.b }] }
    on_error: [{ id: mend, do: a.b }]
  - { id: e, each: event.lines, as: line, concurrency: 3, then: [{ id: l, do: a.b }], on_error: continue }
  - { id: f, each: event.lines, then: [{ fail: "{{ item.sku }}" }] }
`);
    const { p, e, f } = nodesOf(graph);
    expect(flow(graph.root)).toEqual(['> p', 'p: e | error mend', 'mend: e', 'e: f | error f', 'f: end completed']);
    const branches = p?.kind === 'parallel' ? p.branches : [];
    expect(branches.map(({ id, name, scope }) => [id, name, scope.id, ...flow(scope)])).toEqual([
      ['one', 'One', 'p.one', '> x', 'x: scope_end'],
      ['two', 'Second', 'p.two', '> y', 'y: z | z', 'z: scope_end'],
    ]);
    expect(e).toMatchObject({ as: 'line', concurrency: 3, list: { root: 'event', segments: ['lines'] } });
    expect(e?.kind === 'each' ? [e.scope.id, ...flow(e.scope)] : []).toEqual(['e', '> l', 'l: scope_end']);
    expect(f).toMatchObject({
      as: 'item',
      concurrency: 10,
      scope: { first: { kind: 'fail', text: '{{ item.sku }}', pointer: '/steps/2/then/0/fail' } },
    });
    expect(issues).toEqual([]);
  });

  test('given jumps, then plain ones are ways and bounded ones are steps', () => {
    const { graph, issues } = buildSteps(`
  - { id: a, do: a.b }
  - wait: 1 day
  - { id: r, routes: [{ id: one, if: { expression: a }, then: [{ goto: a, times: 3 }] }, { id: two, if: { expression: b }, then: [{ goto: a, times: 2 }] }, { id: three, if: { expression: c }, then: [{ id: hop, goto: done }] }, { id: four, if: { expression: d }, then: [{ goto: hop }] }] }
  - { id: done, end: finished }
`);
    expect(flow(graph.root)).toEqual([
      '> a',
      'a: wait_1_day',
      'wait_1_day: r',
      'r: goto_a | goto_a_2 | end finished | end finished | end finished',
      'goto_a: a 3 | end finished',
      'goto_a_2: a 2 | end finished',
    ]);
    expect(issues).toEqual([]);
  });

  test('given a jump to a step written earlier that leads nowhere back, then it needs no bound', () => {
    const { issues } = buildSteps(`
  - id: r
    routes:
      - { id: one, if: { expression: a }, then: [{ id: x, do: a.b }] }
      - { id: two, if: { expression: b }, then: [{ goto: x }] }
`);
    expect(issues).toEqual([]);
  });

  test('given 5,000 steps, then they are built', () => {
    const steps = Array.from({ length: 5_000 }, (_, index) => `  - { id: s${index}, do: a.b }`).join('\n');
    expect(buildSteps(steps).graph.root.nodes.size).toBe(5_000);
  });
});
