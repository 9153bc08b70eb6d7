import type { Approval } from '../../ports/approval-store.ts';

/** Members' e-mail addresses by team. */
export type Teams = ReadonlyMap<string, readonly string[]>;

/** Addresses of people and members of teams, each once; addresses are compared without regard to case. */
export function peopleOf(names: readonly string[], teams: Teams): readonly string[] {
  const people = new Map<string, string>();
  for (const address of names.flatMap((name) => teams.get(name) ?? [name])) {
    const known = people.get(address.toLowerCase());
    people.set(address.toLowerCase(), known ?? address);
  }
  return [...people.values()];
}

/** All who may answer: those asked first, and those it is escalated to. */
export function askedPeople({ by, escalateTo = [] }: Approval, teams: Teams): readonly string[] {
  return peopleOf([...by, ...escalateTo], teams);
}
