import { z } from 'zod';

/** Which part of a list is asked for. */
export const PageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'How many at most.' }),
  cursor: z.string().min(1).optional().meta({ description: '`next` of the page before.' }),
});

/** How much of a list without pages is asked for. */
export const LimitQuerySchema = PageQuerySchema.pick({ limit: true });

/** A part of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().optional().meta({ description: 'Cursor of the next page; absent on the last one.' }),
  });
}
