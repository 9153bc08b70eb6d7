import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../../lib/workflow/bundle/bundle-schema.ts';
import { readBundle } from '../../../../lib/workflow/bundle/read-bundle.ts';
import { writeBundle } from '../../../../lib/workflow/bundle/write-bundle.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import { loadWorkflow } from '../../../../lib/workflow/load-workflow.ts';
import { teamCatalogue } from '../templates/team-catalogue.ts';

const catalogue = teamCatalogue();
const TEXT = `workflow: greet # hello
trigger: { event: order.placed }
audience: { consent: marketing }
steps:
  - { id: mail, do: email.send, with: { template: hello } }
  - { id: tag, do: contact.tag, with: { add: ["{{ contact.plan | default: 'x' }}"] } }
`;

function exported(description?: string): string {
  const { graph } = loadWorkflow({ text: TEXT, catalogue });
  if (graph === undefined) throw new Error('graph');
  return writeBundle({
    text: TEXT,
    graph,
    catalogue,
    contract: 1,
    ...(description === undefined ? {} : { description }),
  });
}

function changed(change: (bundle: Bundle) => object): string {
  return JSON.stringify(change(JSON.parse(exported())));
}

describe('V5 export', () => {
  test('writes the text as it is, and what the target has to have', () => {
    expect(JSON.parse(exported('The first one'))).toEqual({
      format: 1,
      workflow: 'greet',
      name: 'Greet',
      description: 'The first one',
      needs: {
        events: ['order.placed'],
        contact_fields: ['plan'],
        segments: [],
        consents: ['marketing'],
        teams: [],
        calendars: [],
        secrets: [],
        messages: ['hello'],
        actions: { 'contact.tag': 1, 'email.send': 1 },
      },
      definition: TEXT,
    });
  });

  test('is the same text each time', () => {
    expect(exported()).toBe(exported());
  });
});

describe('V5 import', () => {
  test('gives back what was exported, comments included', () => {
    const { bundle, graph, issues, missing } = readBundle({ text: exported(), catalogue, contract: 1 });

    expect({ issues, missing }).toEqual({ issues: [], missing: [] });
    expect(bundle?.definition).toBe(TEXT);
    expect(graph?.workflow).toBe('greet');
  });

  test('tells all that the target lacks, and where it is named', () => {
    const { graph, issues, missing } = readBundle({ text: exported(), catalogue: builtInCatalogue(), contract: 1 });

    expect(graph).toBeUndefined();
    expect(missing).toEqual([
      { kind: 'events', name: 'order.placed' },
      { kind: 'contact_fields', name: 'plan' },
      { kind: 'consents', name: 'marketing' },
      { kind: 'messages', name: 'hello' },
    ]);
    expect(issues.map(({ code, file, line }) => [code, file, line])).toEqual(
      expect.arrayContaining([
        ['SB424', 'greet.workflow.yaml', 2],
        ['SB427', 'greet.workflow.yaml', 3],
        ['SB435', 'greet.workflow.yaml', 5],
      ]),
    );
  });

  test('refuses what is too large before reading it', () => {
    const large = ' '.repeat(1_048_577);
    const wide = '€'.repeat(400_000);

    for (const text of [large, wide]) {
      expect(readBundle({ text, file: 'a.json', catalogue, contract: 1 })).toMatchObject({
        issues: [{ code: 'SB571', file: 'a.json' }],
        missing: [],
      });
    }
  });

  test('refuses another format, whatever else it has', () => {
    const { bundle, issues } = readBundle({ text: '{ "format": 2, "parts": [] }', catalogue, contract: 1 });

    expect(bundle).toBeUndefined();
    expect(issues).toMatchObject([
      { code: 'SB572', message: 'The bundle has format 2; this version of Signalbox reads format 1' },
    ]);
  });

  test.each([
    ['what is no JSON', '{', 'SB100'],
    ['aliases', 'format: 1\na: &x [1]\nb: *x\n', 'SB102'],
    ['what is no map', '[1]', 'SB203'],
    ['endless depth', '['.repeat(200) + ']'.repeat(200), 'SB110'],
  ])('refuses %s', (_title, text, code) => {
    const { bundle, issues } = readBundle({ text, catalogue, contract: 1 });

    expect(bundle).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toContain(code);
  });

  test('refuses fields that it does not know, and all wrong ones at once', () => {
    const text = changed((bundle) => ({ ...bundle, script: 'x', workflow: 'Not Kebab' }));

    const { issues } = readBundle({ text, file: 'a.json', catalogue, contract: 1 });

    expect(issues.map(({ code, pointer, file }) => [code, pointer, file])).toEqual([
      ['SB207', '/workflow', 'a.json'],
      ['SB201', '/script', 'a.json'],
    ]);
  });

  test('refuses actions of a newer contract', () => {
    const text = changed((bundle) => ({ ...bundle, needs: { ...bundle.needs, actions: { 'contact.tag': 2 } } }));

    const { graph, issues } = readBundle({ text, catalogue, contract: 1 });

    expect(graph).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'SB573', pointer: '/needs/actions' }]);
  });

  test('refuses a definition of another id', () => {
    const { graph, issues } = readBundle({
      text: changed((bundle) => ({ ...bundle, workflow: 'other' })),
      catalogue,
      contract: 1,
    });

    expect(graph).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'SB224' }]);
  });
});
