/** A reference such as `event.lines[0].sku`: a root and the fields and indexes behind it. */
export interface Path {
  readonly root: string;
  readonly segments: readonly (string | number)[];
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The path as it is written in a definition and in JSONata alike: odd names in backticks. */
export function formatPath(path: Path): string {
  let text = path.root;
  for (const segment of path.segments) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else text += PLAIN_NAME.test(segment) ? `.${segment}` : `.\`${segment}\``;
  }
  return text;
}
