import { readdirSync, readFileSync } from 'node:fs';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import type { ActionType, Catalogue } from '../../../lib/workflow/catalogue/catalogue.ts';
import { extendCatalogue } from '../../../lib/workflow/catalogue/team-catalogue.ts';

const statemachines = new URL('../../../statemachines/', import.meta.url);
const fixtures = new URL('../../fixtures/workflows/', import.meta.url);

/** Stands in for an action that a team would bring: it drafts a reply. */
const draft: ActionType = {
  name: 'ai.draft',
  title: 'Draft a reply',
  description: 'Writes a reply to the message that started the run.',
  family: 'ai',
  input: { tone: { type: 'text', description: 'How it sounds.' } },
  output: { text: { type: 'text' } },
  sendsMessage: false,
  writes: [],
  reads: [],
  delivery: 'at_least_once',
  retry: { attempts: 3, delaySeconds: 1, factor: 2, maxDelaySeconds: 60 },
  timeoutSeconds: 30,
  causes: [],
};

/** What the workflows in statemachines/ can name, and the stand-in action of the one that waits for its own. */
export function sampleCatalogue(): Catalogue {
  const text = readFileSync(new URL('catalogue.yaml', statemachines), 'utf8');
  const { catalogue } = extendCatalogue(builtInCatalogue(), { text });
  const files = readdirSync(new URL('messages/', statemachines));
  const messages = files.map((name) => name.replace('.message.yaml', ''));
  return { ...catalogue, messages: new Set(messages), actions: new Map([...catalogue.actions, ['ai.draft', draft]]) };
}

/** The ten workflows of the language, by file name. */
export function sampleWorkflows(): readonly { readonly file: string; readonly text: string }[] {
  return [statemachines, fixtures].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.workflow.yaml'))
      .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') })),
  );
}
