/**
 * Everything that can be reached, each behind all that lead to it but for edges that go back. Without recursion:
 * graphs here may be thousands of steps long.
 */
export function reversePostorder<Item>(first: Item, after: (item: Item) => readonly Item[]): Item[] {
  const visited = new Set<Item>([first]);
  const finished: Item[] = [];
  const stack: { readonly item: Item; readonly next: readonly Item[]; at: number }[] = [];
  stack.push({ item: first, next: after(first), at: 0 });
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const following = top.next[top.at];
    top.at += 1;
    if (following === undefined) {
      finished.push(top.item);
      stack.pop();
    } else if (!visited.has(following)) {
      visited.add(following);
      stack.push({ item: following, next: after(following), at: 0 });
    }
  }
  return finished.reverse();
}
