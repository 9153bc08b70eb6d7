import type { Command } from 'commander';
import type { RunView } from '../../engine/read-run.ts';
import { readWorkspace } from '../../local/workspace/read-workspace.ts';
import type { OutboxMessage } from '../../ports/outbox.ts';
import { type Cli, EXIT } from '../cli.ts';
import { formatTable } from '../format-table.ts';
import { formatIssueLine, plural } from '../print-issues.ts';
import { formatTime, formatTimeline, noteOutbox, shortDuration } from '../print-timeline.ts';
import type { Terminal } from '../terminal.ts';
import { printStatistics } from '../workflow-statistics.ts';
import { type DoneAct, type PlayedScene, type Playing, playScenes } from './play-scenes.ts';
import { SCENES } from './scenes.ts';

/** `signalbox demo`: the sample workflows on sample events, in memory and on virtual time. */
export function createAddDemo(samples: string): (program: Command, cli: Cli) => void {
  return (program, cli) => {
    program
      .command('demo')
      .description(
        'Plays the sample workflows on sample events: in memory, on virtual time, sending nothing. Ends by itself.',
      )
      .option('--verbose', 'also reads between the steps, and values in full')
      .action(({ verbose = false }: { verbose?: boolean }) => play(cli, samples, verbose));
  };
}

async function play(cli: Cli, samples: string, verbose: boolean): Promise<void> {
  const began = cli.now();
  const workspace = await readWorkspace(samples);
  const playing = await playScenes(workspace, SCENES);
  for (const issue of workspace.issues) {
    cli.terminal.err(formatIssueLine(issue, cli.terminal.errPaint));
  }
  for (const played of playing.played) {
    printScene(cli, played, { messages: playing.messages, verbose });
  }
  const problems = findProblems(playing);
  printSummary(cli, playing, { problems, took: cli.now() - began });
  cli.end(problems.length === 0 ? EXIT.good : EXIT.fault);
}

function printScene(
  { terminal }: Cli,
  { scene, runs, skipped, acts }: PlayedScene,
  { messages, verbose }: { readonly messages: readonly OutboxMessage[]; readonly verbose: boolean },
): void {
  const paint = terminal.outPaint;
  terminal.out(`\n${paint.cyan(paint.bold(scene.workflow))}  ${scene.title}`);
  for (const done of acts) {
    printAct(terminal, done);
  }
  if (scene.brief === true) {
    terminal.out(`\n${indent(formatBriefly(terminal, runs))}`);
  }
  for (const { run, timeline } of scene.brief === true ? [] : runs) {
    const who = run.contact === undefined ? '' : ` for ${run.contact}`;
    terminal.out(`\n  ${paint.bold(run.id)}${who}, started by ${run.trigger.event}`);
    const notes = noteOutbox(run.id, messages, paint);
    terminal.out(indent(formatTimeline(timeline, { paint, verbose, notes })));
    terminal.out(`    ${formatEnd(run, terminal.outPaint)}`);
  }
  for (const { contact = 'nobody', reason, detail } of skipped) {
    terminal.out(`\n  ${paint.yellow(`no run for ${contact}`)}  ${reason}: ${detail}`);
  }
}

function printAct(terminal: Terminal, { at, by, says, statistics }: DoneAct): void {
  const paint = terminal.outPaint;
  terminal.out(`\n  ${paint.dim(formatTime(new Date(at).toISOString()))}  ${paint.bold(by)} ${says}`);
  if (statistics !== undefined) {
    printStatistics({ ...terminal, out: (text) => terminal.out(indent(text)) }, statistics);
  }
}

/** A line for each run: in which arm it was, and where it went. */
function formatBriefly({ outPaint: paint, width }: Terminal, runs: readonly RunView[]): string {
  return formatTable(
    runs,
    [
      { title: 'STARTED', value: ({ run }) => formatTime(run.createdAt) },
      { title: 'CONTACT', value: ({ run }) => run.contact ?? 'nobody' },
      { title: 'ARM', value: ({ run }) => run.arm },
      { title: 'VERSION', value: ({ run }) => String(run.version) },
      { title: 'STEPS', value: ({ timeline }) => timeline.map(({ name }) => name).join(' → ') },
      { title: 'STATUS', value: ({ run }) => run.status },
    ],
    { width, paint },
  );
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function formatEnd(run: RunView['run'], paint: Cli['terminal']['outPaint']): string {
  switch (run.status) {
    case 'succeeded':
      return `${paint.green('succeeded')}: ${run.outcome}`;
    case 'exited':
      return `${paint.green('exited')}: the goal was reached (${run.stop.by})`;
    case 'failed':
      return `${paint.red('failed')}: ${run.error.code} ${run.error.message}`;
    default:
      return paint.yellow(run.status);
  }
}

/** What must not happen in the demo. */
function findProblems({ published, played, failures }: Playing): readonly string[] {
  return [
    ...published.flatMap((file) => (file.kind === 'refused' ? [`${file.file}: ${file.reason}`] : [])),
    ...played.flatMap(({ scene, runs }) => (runs.length === 0 ? [`${scene.workflow} did not run`] : [])),
    ...played.flatMap(({ runs }) =>
      runs.flatMap(({ run }) => (['succeeded', 'exited'].includes(run.status) ? [] : [`${run.id} is ${run.status}`])),
    ),
    ...failures,
  ];
}

function printSummary(
  { terminal }: Cli,
  { played, messages, startedAt, endedAt }: Playing,
  { problems, took }: { readonly problems: readonly string[]; readonly took: number },
): void {
  const paint = terminal.outPaint;
  const runs = played.flatMap((scene) => scene.runs);
  const steps = runs.reduce((sum, { timeline }) => sum + timeline.length, 0);
  const passed = shortDuration((endedAt - startedAt) / 1000);
  terminal.out(
    `\n${paint.bold(`${plural(runs.length, 'run')} of ${plural(played.length, 'workflow')}`)}: ${plural(steps, 'step')}, ${plural(messages.length, 'message')} kept in the outbox, ${passed} of virtual time in ${(took / 1000).toFixed(1)} s.`,
  );
  for (const problem of problems) {
    terminal.out(`${paint.red('✗')} ${problem}`);
  }
  terminal.out(problems.length === 0 ? 'Next: npx signalbox new my-first-workflow' : 'The demo failed.');
}
