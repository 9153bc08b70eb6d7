import { invalid } from '../errors/app-error.ts';
import { WorkflowIdSchema } from '../workflow/schema/text-schemas.ts';

/**
 * Lets only ids of workflows pass: they become names of files.
 *
 * @throws AppError SB207 for another text
 */
export function refuseWorkflowId(id: string): void {
  const found = WorkflowIdSchema.safeParse(id);
  if (found.success) return;
  throw invalid({
    code: 'SB207',
    message: `"${id}" is no id of a workflow.`,
    resolution: 'Write small letters and digits with hyphens between: welcome-visitor',
  });
}
