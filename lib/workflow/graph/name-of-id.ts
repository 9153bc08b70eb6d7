/** An id in words: `first_check` → `First check`. */
export function nameOfId(id: string): string {
  const words = id.replaceAll(/[_-]/g, ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
