import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as the plain client takes and gives it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** Text, a number, and JSON as text: all that our items are made of. */
export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const json = (value: unknown): AttributeValue => ({ S: JSON.stringify(value) });

/** Attributes that an item has only if there is a value for them. */
export function optional(attributes: Readonly<Record<string, AttributeValue | undefined>>): Item {
  const present = Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(present);
}

/** The text of an attribute; empty where there is none. */
export function textOf(item: Item | undefined, name: string): string {
  return item?.[name]?.S ?? '';
}

/** The number of an attribute; 0 where there is none. */
export function numberOf(item: Item | undefined, name: string): number {
  return Number(item?.[name]?.N ?? 0);
}

/** The value of an attribute that holds JSON. The adapter of the table wrote it itself, so it is not checked again. */
export function jsonOf<Value>(item: Item | undefined, name: string): Value | undefined {
  const stored = item?.[name]?.S;
  return stored === undefined ? undefined : (JSON.parse(stored) as Value);
}
