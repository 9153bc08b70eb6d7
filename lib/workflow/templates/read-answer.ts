/** An answer that was typed as text, as the value that the question asks for; what is no number stays text. */
export function readAnswer({ type }: { readonly type: string }, typed: string): string | number | readonly string[] {
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
