import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';
import { readYaml } from '../../../lib/workflow/text/read-yaml.ts';
import { sampleCatalogue, sampleWorkflows } from './sample-catalogue.ts';

const catalogue = sampleCatalogue();

/** Every issue as the command line prints it, without the message. */
function codesOf(text: string): string[] {
  return loadWorkflow({ text, catalogue }).issues.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

describe('the ten workflows of the language', () => {
  test('given their files, then there are ten', () => {
    expect(sampleWorkflows().length).toBe(10);
  });

  test.each(sampleWorkflows())('given $file, then it loads without errors', ({ file, text }) => {
    const { graph, definition, issues } = loadWorkflow({ text, file, catalogue });
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(graph?.workflow).toBe(definition?.workflow);
    expect(`${graph?.workflow}.workflow.yaml`).toBe(file);
  });
});

describe('the same files in other tools', () => {
  test.each(sampleWorkflows())('given $file, then YAML 1.1 reads it as YAML 1.2 does', ({ text }) => {
    expect(parse(text, { version: '1.1', schema: 'yaml-1.1' })).toEqual(readYaml(text).tree);
  });
});

describe('everything wrong at once', () => {
  test('given slips in text, structure, flow and names, then each is told, in the order of the text', () => {
    const text = `workflow: a
nme: x
trigger: { event: lead.created }
audience: { consent: none, reentry: 4h }
steps:
  - { id: x, do: email.sendd, wiht: {} }
  - { id: k, do: notify.send, with: { to: support, text: {{ event.lead.id }} }, timeout: 20 }
  - id: z
    routes:
      - { id: r, if: { field: event.lead.sorce, is: Website }, then: [{ waits: 1 day }] }
      - { id: q, if: { field: event.lead.id }, then: [{ id: x, do: contact.tag, with: { add: ["{{ steps.none.a }}"] } }] }
  - { goto: nowhere }
`;
    expect(codesOf(text)).toEqual([
      '2:1 SB201', // nme
      '4:37 SB212', // 4h
      '6:18 SB425', // email.sendd
      '6:31 SB201', // wiht
      '7:58 SB103', // {{
      '7:90 SB208', // 20
      '10:31 SB412', // sorce
      '10:71 SB205', // waits
      '11:22 SB218', // no operator
      '11:61 SB304', // x twice
      '11:95 SB415', // steps.none
      '12:13 SB301', // nowhere
    ]);
  });

  test('given an error, then there is no graph; given an unsound structure, no definition either', () => {
    const head = 'workflow: a\ntrigger: { event: lead.created }\nsteps:\n';
    const flow = loadWorkflow({ text: `${head}  - { goto: x }`, catalogue });
    expect([flow.graph, flow.definition]).toEqual([undefined, expect.objectContaining({ workflow: 'a' })]);
    const structure = loadWorkflow({ text: `${head}  - { gto: x }`, catalogue });
    expect([structure.graph, structure.definition]).toEqual([undefined, undefined]);
  });

  test('given a step that cannot be read, then nothing is said about what others read from it', () => {
    const text = `workflow: a
trigger: { event: lead.created }
steps:
  - { id: credit, do: http.call, with: { url: https://example.com }, retry: { attempts: 0.5 }, on_error: stop }
  - { id: broken, wait_for: lead.created }
  - { id: list, each: [1], then: [{ id: inner, do: contact.tag, with: { add: [x] } }] }
  - { id: tag, do: contact.tag, with: { add: ["{{ steps.broken.received.lead.id }}", "{{ steps.inner.x }}"] } }
  - { goto: inner }
`;
    expect(codesOf(text)).toEqual(['4:89 SB203', '4:106 SB212', '5:5 SB202', '6:23 SB203']);
  });

  test('given no trigger that can be read, then structure alone is judged', () => {
    expect(codesOf('workflow: a\ntrigger: { evnt: x }\nsteps: [{ goto: b }]')).toEqual(['2:10 SB205']);
  });

  test('given what is no workflow at all, then that alone is told', () => {
    expect(codesOf('- a')).toEqual(['1:1 SB203']);
  });

  test('given steps that are no maps, or lack their id, then the others are checked', () => {
    const text =
      'workflow: a\ntrigger: { event: lead.created }\nsteps: [go, { id: My, do: contact.tag }, { do: contact.tag }, { goto: b }]';
    expect(codesOf(text)).toEqual(['3:9 SB203', '3:19 SB207', '3:42 SB202', '3:71 SB301']);
  });

  test('given a step of no kind with an unsound id, then a jump to it could be what is meant', () => {
    const text = 'workflow: a\ntrigger: { event: lead.created }\nsteps: [{ id: My, waits: 1 day }, { goto: b }]';
    expect(codesOf(text)).toEqual(['3:9 SB205']);
  });

  test('given a fault that cannot be left out, then structure alone is judged', () => {
    const text =
      'workflow: a\ntrigger: { event: lead.created }\nsteps: [{ id: q, approve: q, by: [sales], edit: { if: 5 }, timeout: 1 day, on_timeout: [{ end: x }] }, { goto: b }]';
    expect(codesOf(text)).toEqual(['3:55 SB204']);
  });

  test('given steps that are no list, then structure alone is judged', () => {
    expect(codesOf('workflow: a\ntrigger: { event: lead.created }\nsteps: 5')).toEqual(['3:8 SB203']);
  });

  test('given a text that is no YAML, then that alone is told', () => {
    expect(codesOf('a: [')).toEqual(['1:5 SB100']);
  });

  test('given faults outside of the steps, then the steps are checked', () => {
    const text =
      'workflow: My\nzone: Mars\naudience: 5\ngoal: { if: { field: x } }\ntrigger: { event: lead.created, if: { field: 5 } }\nsteps: [{ goto: b }]';
    expect(codesOf(text)).toEqual([
      '1:11 SB207',
      '2:7 SB211',
      '3:11 SB203',
      '4:7 SB202',
      '4:13 SB218',
      '5:46 SB204',
      '6:17 SB301',
    ]);
  });

  test('given what the building of the graph has told, then the checks do not tell it again', () => {
    const text = 'workflow: a\ntrigger: { event: lead.created }\nsteps: [{ end: x }, { wait: 1 day }]';
    expect(codesOf(text)).toEqual(['3:21 SB308']);
  });

  test('given warnings alone, then there is a graph', () => {
    const text = 'workflow: a\ntrigger: { event: lead.created }\nsteps: [{ wait: { at: 09:00 } }]';
    const { graph, issues } = loadWorkflow({ text, catalogue });
    expect(issues.map(({ code }) => code)).toEqual(['SB109']);
    expect(graph).toBeDefined();
  });
});
