import { isJsonList, isJsonObject, type Json } from './json.ts';

/** An RFC 6901 pointer to something below `base`. */
export function joinPointer(base: string, ...segments: readonly (string | number)[]): string {
  let pointer = base;
  for (const segment of segments) pointer += `/${typeof segment === 'number' ? segment : escapeSegment(segment)}`;
  return pointer;
}

/** Nearly no name needs it, and checks ask for thousands of pointers. */
function escapeSegment(name: string): string {
  return /[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

/** The value a pointer names, or `undefined` when the tree has none there. */
export function valueAt(tree: Json, pointer: string): Json | undefined {
  let value: Json | undefined = tree;
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isJsonList(value)) value = value[Number(name)];
    else if (isJsonObject(value)) value = Object.hasOwn(value, name) ? value[name] : undefined;
    else return undefined;
  }
  return value;
}
