import type { WriteStream } from 'node:tty';
import { stripVTControlCharacters, styleText } from 'node:util';
import type { CliConfig } from '../config/cli-config.ts';

/** Where a command writes, and what it may do there. */
export interface Terminal {
  /** One text and a line break to standard output: what the command was asked for. */
  readonly out: (text: string) => void;
  /** The same to standard error: targets, progress, errors. */
  readonly err: (text: string) => void;
  /** Columns of standard output; infinite where it is no terminal, so that nothing is cut off in pipes and files. */
  readonly width: number;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  readonly outPaint: Paint;
  readonly errPaint: Paint;
}

/** Marks text, or leaves it as it is. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** The process's own streams. */
export function createTerminal(streams: {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly colour: CliConfig['colour'];
}): Terminal {
  const { stdin, stdout, stderr, colour } = streams;
  const colourOn = (stream: WriteStream): boolean => colour === 'always' || (colour === 'auto' && stream.isTTY);
  return {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    // A terminal that does not say how wide it is says 0.
    width: stdout.isTTY && stdout.columns > 0 ? stdout.columns : Number.POSITIVE_INFINITY,
    interactive: stdin.isTTY === true && stdout.isTTY,
    outPaint: createPaint(colourOn(stdout)),
    errPaint: createPaint(colourOn(stderr)),
  };
}

/** Marks text by the terminal's own colours. */
export function createPaint(on: boolean): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    on && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: style('bold'),
    dim: style('dim'),
    red: style('red'),
    green: style('green'),
    yellow: style('yellow'),
    cyan: style('cyan'),
  };
}

/**
 * Text from events, records and other people's systems as it may be shown: without escape sequences and control
 * characters, which could repaint the terminal. Line breaks stay.
 */
export function harmless(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\n]/gu, ' ');
}

/** How many columns a text takes, colours left aside. */
export function displayWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
