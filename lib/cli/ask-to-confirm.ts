/** Asks a person on the terminal. Giving up means no. */
export async function askToConfirm(question: string): Promise<boolean> {
  // Few commands ask, and none should wait for what asks.
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  return !isCancel(answer) && answer;
}
