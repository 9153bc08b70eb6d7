import type { PutRunOutcome, PutRunRequest } from '../../ports/run-store.ts';

/** What is known of a contact's earlier runs of a workflow. */
export interface EarlierEntry {
  /** When the last run was put, ISO 8601. */
  readonly enteredAt?: string | undefined;
  /** A run that has not ended. */
  readonly openRun?: string | undefined;
}

type Refusal = Extract<PutRunOutcome, { readonly kind: 'refused' }>;

/** Why the contact may not enter the workflow now, or `undefined`. Every store decides by these rules. */
export function refuseEntry(
  { audience, run }: Pick<PutRunRequest, 'audience' | 'run'>,
  { enteredAt, openRun }: EarlierEntry,
): Refusal | undefined {
  if (!audience.overlap && openRun !== undefined) {
    return { kind: 'refused', reason: 'overlap', detail: `Run ${openRun} of this contact has not ended.` };
  }
  const { reentry } = audience;
  if (enteredAt === undefined || reentry === 'always') {
    return undefined;
  }
  if (reentry === 'once') {
    return refusal(`The contact entered at ${enteredAt}, and may enter once.`);
  }
  const again = Date.parse(enteredAt) + reentry.seconds * 1000;
  return Date.parse(run.createdAt) < again
    ? refusal(`The contact entered at ${enteredAt}, and may enter again at ${new Date(again).toISOString()}.`)
    : undefined;
}

function refusal(detail: string): Refusal {
  return { kind: 'refused', reason: 'reentry', detail };
}
