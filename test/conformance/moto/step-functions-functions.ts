import { createHash, randomUUID } from 'node:crypto';

/** The algorithms that Step Functions' `$hash` takes, and their names in Node. */
const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function partition(list: unknown[], size: number): unknown[][] {
  const chunks: unknown[][] = [];
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
  return chunks;
}

function range(first: number, last: number, step: number): number[] {
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > 1000) throw new Error('$range yields more than 1000 numbers');
  return Array.from({ length: count }, (_, index) => first + index * step);
}

function hash(text: string, algorithm: string): string {
  const name = HASHES[algorithm];
  if (name === undefined) throw new Error(`$hash does not know the algorithm "${algorithm}"`);
  return createHash(name).update(text, 'utf8').digest('hex');
}

/**
 * What Step Functions adds to JSONata and what it takes away (`$eval`), by name without the `$`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const stepFunctionsFunctions = {
  partition,
  range,
  hash,
  random: () => Math.random(),
  uuid: () => randomUUID(),
  parse: (json: string): unknown => JSON.parse(json),
  eval: undefined,
} as const;
