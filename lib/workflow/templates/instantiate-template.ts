import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WorkflowGraph } from '../graph/graph.ts';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { loadWorkflow } from '../load-workflow.ts';
import { findMissing, type MissingName } from '../needs/needs.ts';
import { suggestion } from '../references/nearest-name.ts';
import { findProblems } from '../schema/find-problems.ts';
import { NameSchema, WorkflowIdSchema } from '../schema/text-schemas.ts';
import { checkAnswer } from './check-answer.ts';
import { placeAnswers } from './place-answers.ts';
import type { Question, Template } from './template.ts';

/** How a template becomes a workflow. */
export interface Instantiation {
  /** The new workflow's id. */
  readonly workflow: string;
  /** Its title; by default the id in words. */
  readonly name?: string;
  /** By id of the question. */
  readonly answers: Readonly<Record<string, Json>>;
  /** What the new workflow can name: the catalogue of where it goes. */
  readonly catalogue: Catalogue;
}

/** The new workflow, or why there is none. */
export interface InstantiatedTemplate {
  /** The definition with the answers in their places and every comment kept; absent when there is any error. */
  readonly text?: string;
  /** What the text says; absent when `text` is. */
  readonly graph?: WorkflowGraph;
  /** Everything wrong at once: with the id and the answers (pointers `/workflow`, `/answers/…`), or with the result. */
  readonly issues: readonly Issue[];
  /** What the template names, where no answer replaces it, and the catalogue lacks. */
  readonly missing: readonly MissingName[];
}

/** Puts answers into a template's definition and checks what comes of it. */
export function instantiateTemplate(
  template: Template,
  { workflow, name, answers, catalogue }: Instantiation,
): InstantiatedTemplate {
  // Whoever answers with another name does not need the one that stood there.
  const replaced = template.questions
    .filter(({ id }) => Object.hasOwn(answers, id))
    .map((question) => question.standing);
  const refused = [
    ...structureIssues('/workflow', findProblems(WorkflowIdSchema, workflow)),
    ...structureIssues('/name', name === undefined ? [] : findProblems(NameSchema, name)),
    ...checkAnswers(template.questions, answers, catalogue),
  ];
  const missing = findMissing(template.needs, catalogue).filter(({ name: one }) => !replaced.includes(one));
  if (refused.length > 0) return { issues: refused, missing };
  const text = placeAnswers(template, { workflow, answers, ...(name === undefined ? {} : { name }) });
  const { graph, issues } = loadWorkflow({ text, file: `${workflow}.workflow.yaml`, catalogue });
  return graph === undefined ? { issues, missing } : { text, graph, issues, missing };
}

function structureIssues(pointer: string, problems: ReturnType<typeof findProblems>): Issue[] {
  return problems.map(({ message }) => ({
    code: message.slice(0, 5),
    severity: 'error',
    pointer,
    message: message.slice(6),
  }));
}

function checkAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, Json>>,
  catalogue: Catalogue,
): Issue[] {
  const report = (code: string, id: string, message: string): Issue => ({
    code,
    severity: 'error',
    pointer: joinPointer('/answers', id),
    message,
  });
  const ids = questions.map(({ id }) => id);
  const unknown = Object.keys(answers).filter((id) => !ids.includes(id));
  return [
    ...questions.flatMap((question) => {
      const { id, ask } = question;
      const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
      if (answer === undefined) {
        return question.required ? [report('SB562', id, `"${id}" is not answered. ${ask}`)] : [];
      }
      const problem = checkAnswer(question, answer, catalogue);
      return problem === undefined ? [] : [report('SB563', id, `The answer to "${id}" does not fit. ${problem}`)];
    }),
    ...unknown.map((id) => report('SB561', id, `There is no question "${id}".${suggestion(id, ids)}`)),
  ];
}
