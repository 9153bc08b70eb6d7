import type { Draft } from '../ports/draft-store.ts';
import type { Json } from '../workflow/json.ts';
import { instantiateTemplate } from '../workflow/templates/instantiate-template.ts';
import { type CreateWorkflowDeps, createCreateWorkflow } from './create-workflow.ts';
import { findTemplate } from './exchange/find-template.ts';
import { refuseText } from './exchange/refuse-text.ts';
import type { ListTemplatesDeps } from './list-templates.ts';

/** What using a template needs. */
export type UseTemplateDeps = CreateWorkflowDeps & ListTemplatesDeps;

/** A template to become a workflow. */
export interface UseTemplateRequest {
  readonly template: string;
  /** The new workflow's id. */
  readonly workflow: string;
  /** Its name; by default the id in words. */
  readonly name?: string | undefined;
  /** By question. */
  readonly answers: Readonly<Record<string, Json>>;
  readonly by: string;
  readonly why?: string | undefined;
}

/**
 * Begins a workflow with a template's text and the answers in their places, as a draft. Checked first: nothing is
 * changed on error.
 *
 * @throws AppError SB555 no such template · SB564 everything wrong with the answers, or missing here, in
 * `details.issues` and `details.missing` · SB651 the id is taken
 */
export function createUseTemplate(deps: UseTemplateDeps): (request: UseTemplateRequest) => Promise<Draft> {
  const create = createCreateWorkflow(deps);
  return async ({ template: id, workflow, name, answers, by, why = `From the template ${id}.` }) => {
    const template = await findTemplate(deps.templates, id);
    const { text, issues, missing } = instantiateTemplate(template, {
      ...{ workflow, answers, catalogue: deps.catalogue },
      ...(name === undefined ? {} : { name }),
    });
    if (text === undefined) {
      throw refuseText({ code: 'SB564', subject: `A workflow of the template "${id}"`, issues, missing });
    }
    return create({ text, by, why });
  };
}
