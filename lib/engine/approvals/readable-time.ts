/** `2026-03-02 10:00 UTC`: whoever reads it may be anywhere. */
export function readableTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
