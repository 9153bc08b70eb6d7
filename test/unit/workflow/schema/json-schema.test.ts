import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import type { ActionType, InputField } from '../../../../lib/workflow/catalogue/catalogue.ts';
import { definitionJsonSchema } from '../../../../lib/workflow/schema/json-schema.ts';
import { readYaml } from '../../../../lib/workflow/text/read-yaml.ts';
import { sampleCatalogue, sampleWorkflows } from '../sample-catalogue.ts';

/** One input of each kind, so that each is offered and refused. */
const inputs = {
  words: { type: 'text', values: ['a', 'b'], description: 'd', optional: true },
  flag: { type: 'boolean', description: 'd', optional: true },
  at: { type: 'time', description: 'd', optional: true },
  any: { type: 'any', description: 'd', optional: true },
  delay: { type: 'duration', description: 'd', optional: true },
  secret: { type: 'secret', description: 'd', literal: true, optional: true },
  team: { type: 'team', description: 'd', optional: true },
  segment: { type: 'segment', description: 'd', optional: true },
  event: { type: 'event', description: 'd', optional: true },
  workflow: { type: 'workflow', description: 'd', optional: true },
  template: { type: 'message_template', description: 'd', optional: true },
  who: { type: 'assignee', description: 'd', optional: true },
  field: { type: 'field', record: 'contact', description: 'd', optional: true },
  list: { type: 'list', of: { type: 'number', description: 'd' }, description: 'd', optional: true },
  group: { type: 'object', fields: { need: { type: 'number', description: 'd' } }, description: 'd', optional: true },
  map: { type: 'map', of: { type: 'number', description: 'd' }, description: 'd', optional: true },
  fields: { type: 'map', keys: 'contact', of: { type: 'any', description: 'd' }, description: 'd', optional: true },
} as const satisfies Record<string, InputField>;

const catalogue = sampleCatalogue();
const draft = catalogue.actions.get('ai.draft');
const everything = new Map<string, ActionType>(catalogue.actions);
if (draft !== undefined) everything.set('all.inputs', { ...draft, name: 'all.inputs', input: inputs });

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const validate = ajv.compile(definitionJsonSchema({ ...catalogue, actions: everything }));
const validateBare = ajv.compile(definitionJsonSchema({ ...builtInCatalogue(), records: new Map() }));

function isValid(text: string, check = validate): boolean {
  return check(readYaml(text).tree);
}

function withStep(step: string): string {
  return `workflow: a\ntrigger: { event: lead.created }\nsteps:\n  - ${step}\n`;
}

describe('the JSON Schema for editors', () => {
  test.each(sampleWorkflows())('given $file, then it is valid', ({ text }) => {
    expect(isValid(text)).toBe(true);
  });

  test('given a catalogue without names, then there is a schema that refuses any', () => {
    expect(isValid(withStep('wait: 1 day'), validateBare)).toBe(true);
    expect(
      isValid('workflow: a\ntrigger: { schedule: rate(1 day), segment: x }\nsteps: [{ wait: 1 day }]', validateBare),
    ).toBe(false);
  });

  test('given a step, then only what its kind asks for is missed', () => {
    isValid(withStep('{ id: x, wait_for: lead.created }'));
    const missed = validate.errors?.flatMap(({ keyword, params }) => (keyword === 'required' ? [params] : []));
    expect(missed).toEqual([{ missingProperty: 'timeout' }]);
  });

  test.each([
    '{ id: x, do: email.send, with: { template: "{{ event.lead.source }}" } }',
    '{ id: x, do: all.inputs, with: { words: a, flag: true, at: "2026-12-24", any: [1], delay: 4 hours, secret: credit_key } }',
    '{ id: x, do: all.inputs, with: { team: sales, segment: renewing_soon, event: lead.created, workflow: b, template: cart } }',
    '{ id: x, do: all.inputs, with: { who: ana@example.com, field: email, list: [1, "{{ event.a }}"], group: { need: 1 } } }',
    '{ id: x, do: all.inputs, with: { map: { any: 1 }, fields: { email: x }, flag: "{{ event.a }}" } }',
    '{ id: x, do: all.inputs }',
    '{ id: x, routes: [{ id: a, if: [{ not: { happened: lead.created } }], then: [{ end: y }] }] }',
  ])('given %s, then it is valid', (step) => {
    expect(isValid(withStep(step))).toBe(true);
  });

  test.each([
    ['an unknown key', '{ id: x, do: email.send, wiht: {} }'],
    ['no kind', '{ id: x }'],
    ['two kinds', '{ id: x, do: email.send, wait: 1 day }'],
    ['an unknown action', '{ id: x, do: email.sendd }'],
    ['an input that is missing', '{ id: x, do: contact.assign }'],
    ['an unknown input', '{ id: x, do: contact.tag, with: { adds: [a] } }'],
    ['an input of another type', '{ id: x, do: all.inputs, with: { flag: 1 } }'],
    ['a word that is not offered', '{ id: x, do: all.inputs, with: { words: c } }'],
    ['a reference where none is allowed', '{ id: x, do: all.inputs, with: { secret: "{{ a }}" } }'],
    ['a field that contacts lack', '{ id: x, do: all.inputs, with: { fields: { shoe: x } } }'],
    ['a duration without unit', '{ wait: 4h }'],
    ['a word for on_error', '{ id: x, do: ai.draft, with: { tone: a }, on_error: stop }'],
    ['an unknown event', '{ id: x, wait_for: lead.creatd, timeout: 1 day }'],
    ['an unknown team', '{ id: x, approve: q, by: [nobody], timeout: 1 day, on_timeout: [] }'],
    ['a condition with two operators', '{ id: x, routes: [{ id: a, if: { field: a.b, is: 1, in: [1] }, then: [] }] }'],
    ['a condition without operator', '{ id: x, routes: [{ id: a, if: { field: a.b }, then: [] }] }'],
  ])('given %s, then it is refused', (_what, step) => {
    expect(isValid(withStep(step))).toBe(false);
  });
});
