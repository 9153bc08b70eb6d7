import type { Asking } from './cli.ts';

/** Asks a person on the terminal for a text, or for one of some choices. `undefined`: they gave up. */
export async function askForText({ question: message, choices, standing }: Asking): Promise<string | undefined> {
  // Few commands ask, and none should wait for what asks.
  const { isCancel, select, text } = await import('@clack/prompts');
  const output = process.stderr;
  const answer =
    choices === undefined
      ? await text({
          ...{ message, output },
          ...(standing === undefined ? {} : { defaultValue: standing, placeholder: standing }),
          validate: (given) => (given || standing !== undefined ? undefined : 'An answer is needed.'),
        })
      : await select({
          ...{ message, output },
          options: choices.map((value) => ({ value })),
          ...(standing === undefined ? {} : { initialValue: standing }),
        });
  return isCancel(answer) ? undefined : answer;
}
