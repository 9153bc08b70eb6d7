import * as z from 'zod/mini';
import type { StoredRecord } from '../../../ports/record-store.ts';
import type { Action } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { requireId } from './record-changes.ts';
import type { RecordsPorts } from './records-ports.ts';

const Tags = z.optional(z.array(z.string().check(z.minLength(1))));
const TagSchema = z.object({ add: Tags, remove: Tags });

/** A1: `contact.tag`. */
export function createTagContact({ records, publish }: RecordsPorts): Action {
  return defineAction({
    input: TagSchema,
    async run({ add = [], remove = [] }, context) {
      const id = requireId(context, 'contact');
      const set = { updated_at: context.task.now };
      const { before, after } = await records.patch('contact', id, {
        set,
        add: { tags: add },
        remove: { tags: remove },
      });
      const [had, has] = [new Set(tagsOf(before)), tagsOf(after)];
      // After a try that was cut off, the tags may be there and their events not.
      const added = [...new Set(add)].filter((tag) => context.repeated || !had.has(tag));
      const removed = [...new Set(remove)].filter((tag) => context.repeated || had.has(tag));
      await publish(context, [
        ...added.map((tag) => ({ name: 'contact.tag_added', part: tag, data: { contact: after, tag } })),
        ...removed.map((tag) => ({ name: 'contact.tag_removed', part: tag, data: { contact: after, tag } })),
      ]);
      return { contact_id: after.id, tags: has };
    },
  });
}

function tagsOf(contact: StoredRecord | undefined): string[] {
  const tags = contact?.tags;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}
