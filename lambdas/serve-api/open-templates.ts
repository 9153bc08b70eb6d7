import { loadTemplateData } from '../../lib/config/template-data.ts';
import type { TemplateLibrary } from '../../lib/ports/template-library.ts';
import { type LibraryFiles, type LibraryTemplate, loadLibrary } from '../../lib/workflow/templates/load-library.ts';

/** The library of this deployment, read and checked when it is first asked: few requests do. */
export function openTemplates(load: () => LibraryFiles = loadTemplateData): TemplateLibrary {
  let templates: readonly LibraryTemplate[] | undefined;
  const list = async () => {
    templates ??= loadLibrary(load()).templates;
    return templates;
  };
  return { list, get: async (id) => (await list()).find((template) => template.id === id) };
}
