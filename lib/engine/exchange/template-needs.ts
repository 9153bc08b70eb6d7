import { builtInCatalogue } from '../../workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import { findMissing, type MissingName } from '../../workflow/needs/needs.ts';
import type { Template } from '../../workflow/templates/template.ts';

/** A name in a template's definition that not every deployment has. */
export interface TemplateNeed extends MissingName {
  /** Whether this deployment has it. */
  readonly has: boolean;
  /** The question whose answer takes its place. */
  readonly question?: string;
}

/** What a template needs beyond the built-in catalogue, and whether the deployment has it. */
export function templateNeeds({ needs, questions }: Template, catalogue: Catalogue): readonly TemplateNeed[] {
  const missing = new Set(findMissing(needs, catalogue).map(({ kind, name }) => `${kind} ${name}`));
  return findMissing(needs, builtInCatalogue()).map(({ kind, name }) => {
    const asked = questions.find(({ standing }) => standing === name);
    const has = !missing.has(`${kind} ${name}`);
    return { kind, name, has, ...(asked === undefined ? {} : { question: asked.id }) };
  });
}

/** Whether a template becomes a workflow here, if its questions are answered with what is here. */
export function isReady(needs: readonly TemplateNeed[]): boolean {
  return needs.every(({ has, question }) => has || question !== undefined);
}
