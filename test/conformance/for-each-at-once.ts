/** Does something with each item, so many at a time; stops at the first failure. */
export async function forEachAtOnce<Item>(
  places: number,
  items: readonly Item[],
  action: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) await action(item, index);
  };
  await Promise.all(Array.from({ length: places }, worker));
}
