import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import { withMessages } from '../../../lib/workflow/catalogue/catalogue-additions.ts';
import { findMisfits } from '../../../lib/workflow/catalogue/find-misfits.ts';
import { extendCatalogue } from '../../../lib/workflow/catalogue/team-catalogue.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';

const root = new URL('../../../', import.meta.url).pathname;
const page = readFileSync(`${root}docs/language.md`, 'utf8');

interface Example {
  readonly name: string;
  readonly yaml: string;
  /** The event, or the issues, that stand right behind the YAML. */
  readonly behind: Readonly<Partial<Record<'json' | 'text', string>>>;
}

const examples = [...page.matchAll(/^```yaml\n(.*?)^```\n(?:\n```(json|text)\n(.*?)^```\n)?/gms)].map(
  ([, yaml = '', kind, text]): Example => ({
    name: /^workflow: (.*)$/m.exec(yaml)?.[1] ?? 'catalogue.yaml',
    yaml,
    behind: kind === 'json' || kind === 'text' ? { [kind]: text ?? '' } : {},
  }),
);
const refused = examples.filter(({ behind }) => behind.text !== undefined);
const workflows = examples.filter(({ yaml, behind }) => yaml.startsWith('workflow:') && behind.text === undefined);
const catalogues = examples.filter(({ yaml }) => !yaml.startsWith('workflow:'));

const { catalogue: team } = extendCatalogue(builtInCatalogue(), {
  text: readFileSync(`${root}statemachines/catalogue.yaml`, 'utf8'),
});
const messages = readdirSync(`${root}statemachines/messages`).map((file) => file.replace('.message.yaml', ''));
const catalogue = withMessages(team, messages);

function load({ yaml }: Example) {
  return loadWorkflow({ text: yaml, catalogue });
}

describe('examples of docs/language.md', () => {
  test('every YAML block is one of them', () => {
    expect(page.match(/^```yaml$/gm)).toHaveLength(workflows.length + catalogues.length + refused.length);
    expect(workflows.length).toBeGreaterThanOrEqual(11);
  });

  test.each(workflows.map((example): [string, Example] => [example.name, example]))(
    '%s has no issues',
    (_, example) => {
      expect(load(example).issues).toEqual([]);
    },
  );

  test.each(
    workflows
      .filter(({ behind }) => behind.json !== undefined)
      .map((example): [string, Example] => [example.name, example]),
  )('the event behind %s is one of its trigger', (_, example) => {
    const trigger = load(example).graph?.trigger;
    const event = catalogue.events.get(trigger?.kind === 'event' ? trigger.event : '');
    expect(findMisfits(JSON.parse(example.behind.json ?? ''), event?.data ?? {})).toEqual([]);
    expect(event).toBeDefined();
  });

  test.each(catalogues.map((example): [string, Example] => [example.name, example]))(
    '%s is a catalogue',
    (_, { yaml }) => {
      expect(extendCatalogue(builtInCatalogue(), { text: yaml }).issues).toEqual([]);
    },
  );

  test.each(refused.map((example): [string, Example] => [example.name, example]))(
    '%s is refused as it says',
    (_, example) => {
      const issues = load(example).issues.map(
        ({ line, column, code, severity, message }) => `${line}:${column} ${code} ${severity}  ${message}`,
      );
      expect(issues).toEqual(example.behind.text?.trim().split('\n'));
    },
  );
});
