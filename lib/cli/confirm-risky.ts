import { type Cli, EXIT } from './cli.ts';

/**
 * Asks before something that cannot be taken back. Without a terminal nobody can be asked, so `--yes` has to say it.
 * When it may not be done, the command is ended and `false` is returned.
 */
export async function confirmRisky(cli: Cli, question: string, yes: boolean | undefined): Promise<boolean> {
  const { terminal } = cli;
  if (yes) return true;
  if (!terminal.interactive) {
    terminal.err(`${terminal.errPaint.red('error')}  ${question} There is no terminal to ask on: add --yes to do it.`);
    cli.end(EXIT.usage);
    return false;
  }
  if (await cli.confirm(question)) return true;
  terminal.err('Nothing was changed.');
  cli.end(EXIT.good);
  return false;
}
