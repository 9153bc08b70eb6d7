import { createListTemplates } from '../../engine/list-templates.ts';
import { createShowTemplate } from '../../engine/show-template.ts';
import { createUseTemplate, type UseTemplateDeps } from '../../engine/use-template.ts';
import type { templateRoutes } from '../contract/templates.ts';
import type { HandlersOf } from '../handler.ts';
import { withIssues } from './drafts.ts';

/** What the library needs. */
export type TemplatesDeps = UseTemplateDeps;

/** The library: workflows to begin with. */
export function createTemplateResource(deps: TemplatesDeps): HandlersOf<typeof templateRoutes> {
  const listTemplates = createListTemplates(deps);
  const showTemplate = createShowTemplate(deps);
  const useTemplate = createUseTemplate(deps);
  return {
    list: async () => ({ items: await listTemplates() }),
    show: ({ params: { template } }) => showTemplate(template),
    use: async ({ params: { template }, body: { answers = {}, ...body }, caller }) =>
      withIssues(await useTemplate({ ...body, template, answers, by: caller.name }), deps.catalogue),
  };
}
