import type { TemplateLibrary } from '../ports/template-library.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import type { LibraryTemplate } from '../workflow/templates/load-library.ts';
import { isReady, type TemplateNeed, templateNeeds } from './exchange/template-needs.ts';

/** What listing templates needs. */
export interface ListTemplatesDeps {
  readonly templates: TemplateLibrary;
  readonly catalogue: Catalogue;
}

/** A template in a list. */
export interface TemplateItem extends Pick<LibraryTemplate, 'id' | 'name' | 'note' | 'category' | 'awaits'> {
  /** How many it asks. */
  readonly questions: number;
  /** Whether this deployment has all that no answer can take the place of. */
  readonly ready: boolean;
  /** What it names and this deployment lacks. */
  readonly missing: readonly TemplateNeed[];
}

/** The library, by id, and what of it can be used here. */
export function createListTemplates({
  templates,
  catalogue,
}: ListTemplatesDeps): () => Promise<readonly TemplateItem[]> {
  return async () =>
    (await templates.list()).map((template) => {
      const { id, name, note, category, awaits, questions } = template;
      const needs = templateNeeds(template, catalogue);
      return {
        ...{ id, name, note, category, questions: questions.length },
        ...(awaits === undefined ? {} : { awaits }),
        ready: isReady(needs),
        missing: needs.filter(({ has }) => !has),
      };
    });
}
