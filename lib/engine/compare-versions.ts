import { invalid } from '../errors/app-error.ts';
import { compareDefinitions, type DefinitionDifference } from '../workflow/compare/compare-definitions.ts';
import { describeDifference } from '../workflow/compare/describe-difference.ts';
import type { WorkflowDefinition } from '../workflow/schema/workflow-schema.ts';
import { parseDefinition } from '../workflow/text/parse-definition.ts';
import { findLiveState } from './workflows/find-live-state.ts';
import { type FindTextDeps, findText, type TextChoice } from './workflows/find-text.ts';

/** Two texts of a workflow. */
export interface CompareVersionsRequest {
  readonly workflow: string;
  readonly from: TextChoice;
  readonly to: TextChoice;
}

/** What differs, as data and as lines for people. */
export interface VersionComparison extends CompareVersionsRequest, DefinitionDifference {
  /** Empty where nothing differs but comments and layout. */
  readonly lines: readonly string[];
}

/**
 * Compares two versions, or a version and the draft, step by step.
 *
 * @throws AppError SB601, SB602, SB652 no such workflow, version or draft · SB603 the draft cannot be read as a definition
 */
export function createCompareVersions(
  deps: FindTextDeps,
): (request: CompareVersionsRequest) => Promise<VersionComparison> {
  return async ({ workflow, from, to }) => {
    await findLiveState(deps.liveStates, workflow);
    const [before, after] = await Promise.all([read(deps, workflow, from), read(deps, workflow, to)]);
    const difference = compareDefinitions(before, after);
    return { workflow, from, to, ...difference, lines: describeDifference(difference) };
  };
}

async function read(deps: FindTextDeps, workflow: string, choice: TextChoice): Promise<WorkflowDefinition> {
  const { definition, issues } = parseDefinition(await findText(deps, workflow, choice));
  if (definition === undefined) {
    throw invalid({
      code: 'SB603',
      message: `The ${choice === 'draft' ? 'draft' : `text of version ${choice}`} of "${workflow}" has errors in its structure, so it cannot be compared.`,
      resolution: 'Correct them; `signalbox check` shows where they are.',
      details: { issues },
    });
  }
  return definition;
}
