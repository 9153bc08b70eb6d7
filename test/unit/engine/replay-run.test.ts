import { describe, expect, test } from 'vitest';
import type { RunInput } from '../../../lib/compiler/compiled-workflow.ts';
import type { TimelineStep } from '../../../lib/engine/timeline.ts';
import { renderGiven } from '../../../lib/engine/trials/render-given.ts';
import { type RecordedRun, replayRun } from '../../../lib/engine/trials/replay-run.ts';
import { pathOf } from '../../../lib/engine/trials/timeline-path.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import type { WorkflowGraph } from '../../../lib/workflow/graph/graph.ts';
import { listNodes } from '../../../lib/workflow/graph/list-nodes.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';
import { asRunning, makePendingRun } from '../../support/make-run.ts';

const AT = '2026-03-02T09:00:00.000Z';
const LATER = '2026-03-02T09:00:30.000Z';

const TEXT = `workflow: w
trigger: { event: lead.created }
audience: { consent: none }
goal: { event: message.received, stop: true }
steps:
  - { id: tell, do: notify.send, with: { to: ana@example.com, text: Hi } }
  - { id: reply, wait_for: message.received, timeout: 1 day, on_timeout: [{ end: late }] }
  - { id: review, approve: "Call?", by: [ana@example.com], timeout: 1 day, on_reject: [{ end: no }], on_timeout: [{ end: late }] }
`;

function graphOf(text: string): WorkflowGraph {
  const { graph, issues } = loadWorkflow({ text, catalogue: builtInCatalogue() });
  if (graph === undefined) throw new Error(JSON.stringify(issues));
  return graph;
}

const graph = graphOf(TEXT);
const input: RunInput = {
  run: {
    ...{ id: 'r', workflow: 'w', version: 1, arm: 'control', triggered_at: AT, started_at: AT },
    ...{ depth: 0, chain: [], correlation_id: 'c' },
  },
  event: { lead: { id: 'l' } },
};

function recorded(timeline: readonly Partial<TimelineStep>[], more: Partial<RecordedRun> = {}): RecordedRun {
  const steps = timeline.map((entry) => ({
    name: 'n',
    kind: 'do' as const,
    enteredAt: AT,
    tries: 1,
    depth: 0,
    ...entry,
  }));
  return { run: asRunning(makePendingRun()), input, timeline: steps, graph, records: {}, ...more };
}

const scenarioOf = (one: RecordedRun) => replayRun(one, one.graph).scenario.scenario;

describe('X3 a recorded run as a scenario', () => {
  test('answers nothing for steps that were not left', () => {
    const { answers } = scenarioOf(
      recorded([{ step: 'tell' }, { step: 'reply', kind: 'wait_for' }, { step: 'review', kind: 'approve' }]),
    );

    expect(answers).toEqual({});
  });

  test('answers with what there was, and no more', () => {
    const approved = {
      step: 'review',
      kind: 'approve',
      leftAt: LATER,
      output: { decision: 'approved', by: 'ana' },
    } as const;
    const { answers } = scenarioOf(
      recorded([
        { step: 'tell', leftAt: LATER, output: { error: { code: 'x', message: 'y' } } },
        { step: 'reply', kind: 'wait_for', leftAt: LATER, output: { outcome: 'received', received: { a: 1 } } },
        approved,
      ]),
    );

    expect(answers).toEqual({
      tell: [{ error: { code: 'x', message: 'y' } }],
      reply: [{ received: { a: 1 }, after: '30 seconds' }],
      review: [{ decision: 'approved', by: 'ana', after: '30 seconds' }],
    });
  });

  test('takes an event that is none for nothing, and records as they were read', () => {
    const read = { kind: 'read', step: 'tell', input: { kind: 'read' } } as const;
    const replay = replayRun(
      recorded(
        [
          { ...read, output: { records: { contact: { id: 'c', email: 'a@example.com' }, lead: null } } },
          { ...read, output: { records: { lead: { id: 'l', status: 'won' } } } },
        ],
        {
          input: { ...input, event: null, records: { contact: { id: 'c', first_name: 'Ana' }, ticket: null } },
          records: { lead: { id: 'l' } },
        },
      ),
      graph,
    );

    expect(replay.scenario).not.toHaveProperty('exactEvent');
    expect(replay.scenario.scenario).toMatchObject({
      contact: { first_name: 'Ana' },
      records: { lead: {}, ticket: {} },
      timeline: [{ contact: { email: 'a@example.com' } }, { records: { lead: { status: 'won' } } }],
    });
    expect(replay.assumed).toEqual(['lead']);
    expect(replay.scenario.reads).toMatchObject({ tell: [{ input: { kind: 'read' } }, {}] });
  });

  test('gives the consents without which it would not have been', () => {
    const asked = { input: { consent: 'news' }, leftAt: LATER };
    const sent = scenarioOf(
      recorded([{ step: 'tell', ...asked }], { input: { ...input, records: { contact: { consents: ['sms'] } } } }),
    );
    const held = scenarioOf(
      recorded([
        { step: 'tell', ...asked, output: { skipped: 'consent' } },
        { step: 'tell', input: { consent: 'news' } },
      ]),
    );
    const { consent: _, ...audience } = graph.audience;

    expect(sent).toMatchObject({ contact: { consents: ['sms', 'news'] } });
    expect(held).toMatchObject({ contact: {} });
    expect(
      scenarioOf(recorded([], { graph: { ...graph, audience: audience as typeof graph.audience } })),
    ).toMatchObject({
      contact: {},
    });
  });

  test('reaches the goal again, if it is the same', () => {
    const stop = { kind: 'goal', by: 'message.received', at: LATER } as const;
    const run = { ...asRunning(makePendingRun()), status: 'exited', endedAt: LATER, stop } as const;

    expect(scenarioOf(recorded([], { run }))).toMatchObject({ timeline: [{ at: LATER, event: 'message.received' }] });
    expect(scenarioOf(recorded([], { run: { ...run, stop: { ...stop, by: 'lead.created' } } }))).toMatchObject({
      timeline: [],
    });
  });
});

describe('the way of a run', () => {
  const nodes = listNodes(graph.root);
  const entry = { name: 'n', enteredAt: AT, leftAt: LATER, tries: 1, depth: 0 };

  test('tells reads that failed, messages held back, and approvals by their ends', () => {
    const steps: TimelineStep[] = [
      { ...entry, kind: 'read', step: 'tell', failed: true },
      { ...entry, kind: 'read', step: 'tell' },
      { ...entry, kind: 'do', step: 'tell' },
      { ...entry, kind: 'do', step: 'tell', enteredAt: LATER, output: { skipped: 'consent' } },
      { ...entry, kind: 'approve', step: 'review' },
      { ...entry, kind: 'approve', step: 'review', failed: true },
      { ...entry, kind: 'approve', step: 'review', failed: true, error: { code: 'Signalbox.Rejected', message: '' } },
    ];
    const skipped = { at: AT, step: 'tell', skipped: 'consent', answered: false, messages: [], requests: [] } as const;

    expect(pathOf(steps, nodes, [skipped])).toEqual([
      ...['tell.error', 'tell.skipped', 'tell.skipped'],
      ...['review.approved', 'review.timed_out', 'review.rejected'],
    ]);
  });

  test('knows the steps inside of lists', () => {
    const inner = { id: 'one', kind: 'do' } as never;
    const scope = { nodes: new Map([['one', inner]]) } as never;
    const all = { nodes: new Map([['all', { id: 'all', kind: 'each', scope } as never]]) } as never;

    expect([...listNodes(all).keys()]).toEqual(['all', 'one']);
  });
});

describe('what an action was given', () => {
  test('stays as it is written where it cannot be rendered', () => {
    const given = renderGiven({ input: { with: { a: '{{ x | nothing }}', b: null } }, enteredAt: AT });

    expect(renderGiven({ enteredAt: AT })).toEqual({});
    const fields = { with: { to: '{{ contact.email }}' } };
    expect(renderGiven({ input: { ...fields, reads: ['contact'] }, enteredAt: AT })).toEqual(fields.with);
    expect(renderGiven({ input: { with: { id: '{{ run.id }}' } }, enteredAt: AT })).toEqual({ id: '{{ run.id }}' });
    expect(given).toEqual({ a: '{{ x | nothing }}', b: null });
  });
});
