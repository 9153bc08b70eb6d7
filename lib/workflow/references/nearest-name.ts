/**
 * The known name that a person most likely meant, or `undefined` when none is close: the smallest edit distance (a
 * swap of neighbours is one edit), at most a third of the name's length. Ties go to the name that comes first.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = normalize(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(wanted, normalize(candidate));
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name;
}

/** ` Did you mean "x"?` with the nearest known name, or nothing. To be put behind a sentence. */
export function suggestion(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/** Case and the choice of separator are the commonest slips: they count as nothing. */
function normalize(name: string): string {
  return name.toLowerCase().replaceAll(/[-_. ]/g, '_');
}

/** Optimal string alignment: insert, delete, replace, swap two neighbours. `Number()` tells the type what the loops know. */
function editDistance(from: string, to: string): number {
  const width = to.length + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column < width; column += 1) {
      const replaced = Number(last[column - 1]) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const options = [Number(last[column]) + 1, Number(current[column - 1]) + 1, replaced];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) options.push(Number(beforeLast[column - 2]) + 1);
      current.push(Math.min(...options));
    }
    beforeLast = last;
    last = current;
  }
  return Number(last[width - 1]);
}
