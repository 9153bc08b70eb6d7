import { expect, test } from 'vitest';
import { createRecordStatus } from '../../../lib/engine/record-status.ts';
import { createShowContact } from '../../../lib/engine/show-contact.ts';
import { createEngineWorld } from '../../support/engine-world.ts';
import { startRunIn } from '../../support/started-run.ts';

const LATER = '2026-03-01T10:00:10.000Z';

test('an ended run that may still convert is no open run of its contact', async () => {
  const world = createEngineWorld();
  const goal = { event: 'lead.status_changed', stop: false, withinSeconds: 3600 };
  const run = await startRunIn(world, { goal, awaitedEvents: [goal.event] });
  const show = createShowContact(world);
  expect((await show('contact-1')).openRuns).toEqual([{ run: run.id, workflow: run.workflow, version: 1 }]);
  const end = { status: 'SUCCEEDED', startedAt: LATER, endedAt: LATER, redrives: 0 } as const;
  await createRecordStatus(world)({ name: run.id, ...end });
  expect(await show('contact-1')).toEqual({ id: 'contact-1', openRuns: [], awaits: [] });
});

test('a contact on record is shown with its fields', async () => {
  const world = createEngineWorld();
  await world.records.put('contact', { id: 'ada', first_name: 'Ada' });
  expect(await createShowContact(world)('ada')).toEqual({
    id: 'ada',
    record: { id: 'ada', first_name: 'Ada' },
    openRuns: [],
    awaits: [],
  });
});
