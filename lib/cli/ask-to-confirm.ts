import { confirm, isCancel } from '@clack/prompts';

/** Asks a person on the terminal. Giving up means no. */
export async function askToConfirm(question: string): Promise<boolean> {
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  return !isCancel(answer) && answer;
}
