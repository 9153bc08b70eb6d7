import type { TemplateLibrary } from '../../lib/ports/template-library.ts';
import { loadLibrary } from '../../lib/workflow/templates/load-library.ts';

/** A library of one template, which needs a team, a segment, a secret and a message that nobody has by themselves. */
export const TEMPLATE_TEXTS: Readonly<Record<string, string>> = {
  'catalogue.yaml': 'teams: { vips: [vip@example.com] }\nsegments: [gold]\nconsents: [marketing]\nsecrets: [crm_key]\n',
  'messages/greeting.message.yaml': 'subject: Hello\ntext: Hello you\n',
  'greet.template.yaml': `template: greet
name: Greet
note: Greets whoever comes.
category: sales
awaits: a better world
questions:
  - { id: title, ask: What is to be done?, type: text, at: [/steps/0/with/title] }
  - { id: team, ask: Who does it?, type: team, at: [/steps/0/with/assign_to] }
`,
  'greet.workflow.yaml': `workflow: greet
name: Greet
# Only gold.
trigger: { schedule: "cron(0 9 ? * MON *)", segment: gold }
audience: { consent: marketing }
steps:
  - { id: call, do: task.create, with: { title: Call, assign_to: vips } }
  - { id: tell, do: http.call, with: { url: "https://crm.example.com/greet", method: POST, auth: { bearer: crm_key } } }
  - { id: mail, do: email.send, with: { template: greeting } }
`,
  'greet.test.yaml': 'workflow: greet\ncases:\n  - { name: Everybody is greeted, expect: { outcome: completed } }\n',
};

/** Templates as a library that was read before. */
export function createFixedLibrary(texts: Readonly<Record<string, string>> = TEMPLATE_TEXTS): TemplateLibrary {
  const { templates, issues } = loadLibrary(new Map(Object.entries(texts)));
  if (issues.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(issues, null, 2));
  return { list: async () => templates, get: async (id) => templates.find((template) => template.id === id) };
}
