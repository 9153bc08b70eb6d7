import type { Json } from '../json.ts';
import type { Needs } from '../needs/needs.ts';
import type { QuestionFile, TemplateFile } from './template-schema.ts';

/** Something to be asked before a template becomes a workflow. */
export type Question = Pick<QuestionFile, 'id' | 'ask' | 'type' | 'choices' | 'at'> & {
  /** Whether there is no going without an answer. */
  readonly required: boolean;
  /** What the definition has there: the default, unless an answer is required. */
  readonly standing: Json | undefined;
};

/** A workflow to begin with: a real definition, and what to ask before it is a team's own. */
export interface Template extends Pick<TemplateFile, 'name' | 'note' | 'category' | 'awaits'> {
  /** Equal to the id of its definition. */
  readonly id: string;
  readonly questions: readonly Question[];
  /** What its definition names, what the built-in catalogue has included. */
  readonly needs: Needs;
  /** The definition's text, with its comments. */
  readonly source: string;
}
