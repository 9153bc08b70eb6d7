import type { Page, PageRequest } from '../ports/page.ts';

/** Every item of a list, page by page. For lists that are short, or work that must see all. */
export async function listAll<Item>(list: (page: PageRequest) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let page = await list({ limit: 100 });
  items.push(...page.items);
  while (page.next !== undefined) {
    page = await list({ limit: 100, cursor: page.next });
    items.push(...page.items);
  }
  return items;
}
