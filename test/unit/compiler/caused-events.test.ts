import { expect, test } from 'vitest';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';
import { loadWorkflow } from '../../../lib/workflow/load-workflow.ts';

test('R6 the manifest names every event that a run may make happen, once', () => {
  const text = `workflow: busy
trigger: { event: lead.created }
steps:
  - { id: tag, do: contact.tag, with: { add: [VIP] } }
  - { id: again, do: contact.tag, with: { add: [Seen] } }
  - { id: put, do: event.put, with: { event: ticket.created } }
  - { wait: 1 hour }
`;
  const catalogue = builtInCatalogue();
  const { graph } = loadWorkflow({ text, catalogue });
  const compiled = graph && compileWorkflow(graph, { catalogue, functionArn: (family) => family });
  expect(compiled?.manifest.causes).toEqual(['contact.tag_added', 'contact.tag_removed', 'ticket.created']);
});
