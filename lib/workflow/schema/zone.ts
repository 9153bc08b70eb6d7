import { nearestName } from '../references/nearest-name.ts';

/** What is wrong with the name of a time zone, and how to mend it; nothing for an IANA name. */
export function zoneProblem(name: string): string | undefined {
  const known = Intl.supportedValuesOf('timeZone');
  if (name === 'UTC' || known.includes(name)) return undefined;
  const nearest = nearestName(name, known) ?? known.find((zone) => zone.endsWith(`/${name}`));
  const mend = nearest === undefined ? 'Write an IANA name such as Europe/Berlin' : `Did you mean "${nearest}"?`;
  const wrong = `"${name}" is no time zone. ${mend}`;
  // Older names (Asia/Calcutta) are understood everywhere, but a slip in upper and lower case is not.
  if (nearest?.toLowerCase() === name.toLowerCase() || !/^[A-Z][A-Za-z_+-]*\/[A-Za-z_/+-]+$/.test(name)) return wrong;
  return isUnderstood(name) ? undefined : wrong;
}

function isUnderstood(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
