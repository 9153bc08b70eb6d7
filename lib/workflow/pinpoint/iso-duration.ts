const PERIOD = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNITS = ['week', 'day', 'hour', 'minute', 'second'] as const;

/** `P1DT12H` as the language writes it, `1 day 12 hours`; `''` for no time at all, nothing for what is no duration. */
export function readIsoDuration(text: string): string | undefined {
  const found = PERIOD.exec(text);
  if (found === null || !/\d/.test(text)) return undefined;
  const parts = UNITS.map((unit, index) => ({ unit, count: Number(found[index + 1] ?? 0) }));
  return parts
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
