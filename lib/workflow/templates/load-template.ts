import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WorkflowGraph } from '../graph/graph.ts';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import { joinPointer, valueAt } from '../json-pointer.ts';
import { collectNeeds } from '../needs/collect-needs.ts';
import { placeIssue } from '../text/place-issue.ts';
import { readDocument } from '../text/read-document.ts';
import { checkAnswer } from './check-answer.ts';
import type { Question, Template } from './template.ts';
import { type QuestionFile, type TemplateFile, TemplateFileSchema } from './template-schema.ts';

/** What a template is read from. */
export interface TemplateSource {
  /** Text of `<id>.template.yaml`. */
  readonly text: string;
  readonly file?: string;
  /** The workflow of the same id; absent: there is none. Its graph is absent when it has errors of its own. */
  readonly definition?: { readonly text: string; readonly graph?: WorkflowGraph };
  /** What its definition was held against. */
  readonly catalogue: Catalogue;
}

/** The template when nothing is wrong with it, and every issue at once. */
export interface LoadedTemplate {
  readonly template?: Template;
  readonly issues: readonly Issue[];
}

/** Reads a template and holds its questions against its definition: each place is there, and takes such an answer. */
export function loadTemplate({ text, file, definition, catalogue }: TemplateSource): LoadedTemplate {
  const { value, positions, issues } = readDocument(TemplateFileSchema, {
    text,
    ...(file === undefined ? {} : { file }),
  });
  if (value === undefined) return { issues };
  const graph = definition?.graph;
  const found = [
    ...checkNames(value, file, definition),
    ...(graph === undefined ? [] : checkQuestions(value.questions, graph.definition, catalogue)),
  ];
  const all = [...issues, ...found.map((issue) => placeIssue(issue, positions, file))];
  if (definition === undefined || graph === undefined || found.length > 0) return { issues: all };
  const { template: id, questions, ...said } = value;
  const template = {
    ...said,
    id,
    questions: questions.map((question) => withStanding(question, graph.definition)),
    needs: collectNeeds(graph, catalogue),
    source: definition.text,
  };
  return { template, issues: all };
}

function withStanding({ required = false, ...question }: QuestionFile, definition: Json): Question {
  const [standing] = question.at.map((pointer) => valueAt(definition, pointer));
  return { ...question, required, standing };
}

function checkNames(
  { template }: TemplateFile,
  file: string | undefined,
  definition: TemplateSource['definition'],
): Issue[] {
  const report = (message: string): Issue => ({ code: 'SB551', severity: 'error', pointer: '/template', message });
  const name = file?.split('/').at(-1);
  const misnamed = name !== undefined && name !== `${template}.template.yaml`;
  const other = definition?.graph !== undefined && definition.graph.workflow !== template;
  return [
    ...(misnamed
      ? [report(`The file ${name} holds the template "${template}". Name it ${template}.template.yaml`)]
      : []),
    ...(definition === undefined ? [report(`There is no ${template}.workflow.yaml beside this file`)] : []),
    ...(other ? [report(`The definition beside this file is "${definition.graph?.workflow}", not "${template}"`)] : []),
  ];
}

function checkQuestions(questions: readonly QuestionFile[], definition: Json, catalogue: Catalogue): Issue[] {
  const taken = new Map<string, string>();
  return questions.flatMap((question, index) => {
    const pointer = joinPointer('/questions', index);
    return question.at.flatMap((place, position): Issue[] => {
      const message = placeProblem(question, place, definition, catalogue) ?? overlap(place, taken);
      taken.set(place, question.id);
      if (message === undefined) return [];
      return [
        {
          code: message.slice(0, 5),
          severity: 'error',
          pointer: `${pointer}/at/${position}`,
          message: message.slice(6),
        },
      ];
    });
  });
}

function placeProblem(
  question: QuestionFile,
  place: string,
  definition: Json,
  catalogue: Catalogue,
): string | undefined {
  const standing = valueAt(definition, place);
  if (standing === undefined) return `SB552 The definition has nothing at ${place}`;
  const values = new Set(question.at.map((pointer) => JSON.stringify(valueAt(definition, pointer))));
  if (values.size > 1) return 'SB553 The definition has different values at these places, and one answer replaces all';
  const problem = checkAnswer(question, standing, catalogue);
  return problem === undefined ? undefined : `SB553 What the definition has at ${place} is no such answer: ${problem}`;
}

function overlap(place: string, taken: ReadonlyMap<string, string>): string | undefined {
  for (const [other, id] of taken) {
    if (isWithin(place, other) || isWithin(other, place))
      return `SB554 The answer to "${id}" stands at ${other} already`;
  }
  return undefined;
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
