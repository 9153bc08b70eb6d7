import type { Simulation } from '../engine/trials/simulation.ts';
import type { Difference, PathLine } from '../local/simulate/compare-simulation.ts';
import { describeEnd } from '../local/simulate/compare-simulation.ts';
import { harmless, type Paint } from './terminal.ts';

/** What a case expected and what happened, side by side; the path as a diff. */
export function formatDifferences(differences: readonly Difference[], simulation: Simulation, paint: Paint): string {
  const lines = differences.flatMap((difference) =>
    difference.kind === 'path' ? formatPath(difference.lines, paint) : formatValues(difference, paint),
  );
  const notes = simulation.notes.map((note) => `${paint.yellow('note')} ${harmless(note)}`);
  const outcome = differences.some((difference) => difference.kind === 'value' && difference.what === 'outcome')
    ? []
    : [paint.dim(`it ended as ${harmless(describeEnd(simulation.end))}`)];
  return [...lines, ...notes, ...outcome].map((line) => `      ${line}`).join('\n');
}

function formatPath(lines: readonly PathLine[], paint: Paint): string[] {
  const draw = ({ kind, text }: PathLine): string => {
    if (kind === 'missing') return paint.red(`- ${text}`);
    return kind === 'unexpected' ? paint.green(`+ ${text}`) : paint.dim(`  ${text}`);
  };
  return [`path  ${paint.red('- expected')} ${paint.green('+ actual')}`, ...lines.map((line) => `  ${draw(line)}`)];
}

function formatValues({ what, expected, actual }: Extract<Difference, { kind: 'value' }>, paint: Paint): string[] {
  const block = (mark: string, text: string, colour: (line: string) => string): string[] =>
    harmless(text)
      .split('\n')
      .map((line) => `  ${colour(`${mark} ${line}`)}`);
  return [what, ...block('-', expected, paint.red), ...block('+', actual, paint.green)];
}
