import { InvalidArgumentError } from 'commander';
import { readAnswer } from '../workflow/templates/read-answer.ts';

/** Answers to a template's questions, as they were typed. */
export type TypedAnswers = Readonly<Record<string, string>>;

/** One more `--answer question=value`. */
export function addAnswer(given: string, others: TypedAnswers = {}): TypedAnswers {
  const [, question, answer] = /^([a-z0-9_]+)=(.+)$/s.exec(given) ?? [];
  if (question === undefined || answer === undefined) throw new InvalidArgumentError('Write question=value.');
  return { ...others, [question]: answer };
}

/** Typed answers as the values that the questions ask for; answers to no question stay text, and are refused later. */
export function readAnswers(
  questions: readonly { readonly id: string; readonly type: string }[],
  typed: TypedAnswers,
): Readonly<Record<string, ReturnType<typeof readAnswer>>> {
  const types = new Map(questions.map(({ id, type }) => [id, type]));
  const answers = Object.entries(typed).map(([id, text]) => [id, readAnswer({ type: types.get(id) ?? 'text' }, text)]);
  return Object.fromEntries(answers);
}
