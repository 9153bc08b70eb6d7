import type { LibraryTemplate } from '../workflow/templates/load-library.ts';
import { findTemplate } from './exchange/find-template.ts';
import { isReady, type TemplateNeed, templateNeeds } from './exchange/template-needs.ts';
import type { ListTemplatesDeps } from './list-templates.ts';

/** All there is to know of a template before it is used. */
export interface TemplateView extends Omit<LibraryTemplate, 'needs'> {
  readonly needs: readonly TemplateNeed[];
  readonly ready: boolean;
}

/**
 * Previews a template: its definition, what it asks, what it needs and whether that is here, and its cases.
 *
 * @throws AppError SB555 no such template
 */
export function createShowTemplate({ templates, catalogue }: ListTemplatesDeps): (id: string) => Promise<TemplateView> {
  return async (id) => {
    const template = await findTemplate(templates, id);
    const needs = templateNeeds(template, catalogue);
    return { ...template, needs, ready: isReady(needs) };
  };
}
