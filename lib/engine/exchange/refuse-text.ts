import { type AppError, invalid } from '../../errors/app-error.ts';
import type { Issue } from '../../workflow/issue.ts';
import { type MissingName, NEED_KINDS } from '../../workflow/needs/needs.ts';

/** Why something does not become a workflow here. */
export interface TextRefusal {
  readonly code: string;
  /** What it is: `The bundle of "lead-follow-up"`. */
  readonly subject: string;
  readonly issues: readonly Issue[];
  readonly missing: readonly MissingName[];
}

/** An error with everything that is wrong in `details.issues`, and every name that is not here in `details.missing`. */
export function refuseText({ code, subject, issues, missing }: TextRefusal): AppError {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const lacks = missing.length === 0 ? '' : ` It needs what is not here: ${namesByKind(missing)}.`;
  return invalid({
    code,
    message: `${subject} has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}${missing.length === 0 && first !== undefined ? `. ${first.message}` : ''}.${lacks}`,
    resolution: `${missing.length === 0 ? '' : 'Declare the names in catalogue.yaml, put messages into messages/, and deploy. '}Nothing was changed; mend what is listed and try again.`,
    details: { issues, ...(missing.length === 0 ? {} : { missing }) },
  });
}

function namesByKind(missing: readonly MissingName[]): string {
  const kinds = NEED_KINDS.map(
    (kind) => [kind, missing.filter((one) => one.kind === kind).map(({ name }) => name)] as const,
  );
  return kinds
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind} ${names.join(', ')}`)
    .join('; ');
}
