import { expect, test } from 'vitest';
import { createSubscribeRecordEvents } from '../../../lib/engine/subscribe-record-events.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';

test('events that carry a record are subscribed to, others are not', async () => {
  const { events } = builtInCatalogue();
  const subscribed: string[] = [];
  const bus = {
    subscribe: async ({ name, source, detailType }: { name: string; source: string; detailType: string }) => {
      subscribed.push(`${name}: ${source} ${detailType}`);
    },
  };

  const names = await createSubscribeRecordEvents({ bus, events })();

  expect(subscribed).toContain('contact.created: signalbox.contact Contact Created');
  expect(names).toContain('lead.created');
  expect(names).not.toContain('visit.page_viewed');
  expect(names).toEqual([...names].sort());
  expect(subscribed).toHaveLength(names.length);
});
