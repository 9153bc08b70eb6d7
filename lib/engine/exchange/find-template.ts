import { notFound } from '../../errors/app-error.ts';
import type { TemplateLibrary } from '../../ports/template-library.ts';
import { suggestion } from '../../workflow/references/nearest-name.ts';
import type { LibraryTemplate } from '../../workflow/templates/load-library.ts';

/** A template; AppError SB555 where there is none, with the name that it is nearest to. */
export async function findTemplate(templates: TemplateLibrary, id: string): Promise<LibraryTemplate> {
  const template = await templates.get(id);
  if (template !== undefined) {
    return template;
  }
  const ids = (await templates.list()).map((one) => one.id);
  throw notFound({
    code: 'SB555',
    message: `There is no template "${id}".${suggestion(id, ids)}`,
    resolution: 'List the templates to see which there are.',
  });
}
