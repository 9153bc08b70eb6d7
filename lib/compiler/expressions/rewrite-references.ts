import { findReferences } from '../../workflow/expressions/find-references.ts';
import type { Path } from '../../workflow/references/path.ts';

/**
 * A free expression with each reference's root, and as many names behind it as `consumed` says, written in another way.
 *
 * @throws an `AppError` with the code SB430 where the source is no JSONata
 */
export function rewriteReferences(
  source: string,
  write: (path: Path) => { readonly text: string; readonly consumed: number },
): string {
  let text = '';
  let done = 0;
  for (const { path, start, endOf } of findReferences(source)) {
    const written = write(path);
    text += source.slice(done, start) + written.text;
    done = endOf(written.consumed + 1);
  }
  return text + source.slice(done);
}
