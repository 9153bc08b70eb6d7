import type { Json } from '../json.ts';
import type { Question } from './template.ts';

/** An answer that was typed as text, as the value that the question asks for; what is no number stays text. */
export function readAnswer({ type }: Pick<Question, 'type'>, typed: string): Json {
  switch (type) {
    case 'number':
    case 'percent':
      return typed.trim() === '' || Number.isNaN(Number(typed)) ? typed : Number(typed);
    case 'texts':
      return typed
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    default:
      return typed;
  }
}
