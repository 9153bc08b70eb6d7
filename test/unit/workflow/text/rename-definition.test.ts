import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../../lib/workflow/text/read-yaml.ts';
import { renameDefinition } from '../../../../lib/workflow/text/rename-definition.ts';

describe('V5 renaming a copy', () => {
  test.each([
    ['workflow: a # the first\nsteps: []\n', 'workflow: "b" # the first\nsteps: []\n'],
    ['{"steps": [], "workflow": "a"}', '{"steps": [], "workflow": "b"}'],
  ])('of %j changes its id and no other byte', (text, expected) => {
    expect(renameDefinition(text, { workflow: 'b' })).toBe(expected);
  });

  test.each([
    'workflow: a # the first\nname: A\nsteps: []\n',
    'workflow: a # the first\nsteps: []\n',
    '{"workflow": "a", "steps": []}',
  ])('of %j gives it a name as well', (text) => {
    const { tree } = readYaml(renameDefinition(text, { workflow: 'b', name: 'The "copy"' }));
    expect(tree).toEqual({ workflow: 'b', name: 'The "copy"', steps: [] });
  });

  test('without an id is refused', () => {
    expect(() => renameDefinition('steps: []\n', { workflow: 'b' })).toThrow(
      expect.objectContaining({ code: 'SB655', kind: 'invalid' }),
    );
  });
});
