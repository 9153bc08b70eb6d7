import type { LibraryTemplate } from '../workflow/templates/load-library.ts';

/** The workflows that people begin with. Nothing changes while it is open. */
export interface TemplateLibrary {
  /** All of them, by id. */
  list(): Promise<readonly LibraryTemplate[]>;
  /** `undefined`: there is no such template. */
  get(id: string): Promise<LibraryTemplate | undefined>;
}
