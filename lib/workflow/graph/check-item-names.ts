import { RECORD_NAMES } from '../catalogue/records.ts';
import { joinPointer } from '../json-pointer.ts';
import type { Making } from './building.ts';

const ROOTS: readonly string[] = ['event', ...RECORD_NAMES, 'steps', 'run', 'now', 'received'];

/** The names that an item takes; one that hides a root or an item around it is reported. */
export function takeItemNames(as: string, { building, written, around }: Making): readonly string[] {
  const names = [as, `${as}_index`];
  const hidden = names.find((name) => ROOTS.includes(name) || around.items.includes(name));
  if (hidden !== undefined) {
    const at = 'as' in written.step ? joinPointer(written.pointer, 'as') : written.pointer;
    building.report(
      'SB221',
      at,
      `"${hidden}" is taken already, by a root or by an each around this one. Write as: with another name`,
    );
  }
  return [...around.items, ...names];
}
