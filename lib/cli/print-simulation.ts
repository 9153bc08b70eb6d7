import type { SimulatedEffect, Simulation, SimulationEnd } from '../engine/trials/simulation.ts';
import { formatSeconds } from '../local/simulate/compare-simulation.ts';
import { fieldLine, formatTime, formatTimeline, formatValue, noteMail, type TimelineNote } from './print-timeline.ts';
import { harmless, type Paint, type Terminal } from './terminal.ts';

/** Writes a simulation for people: the timeline with all that would have been sent, and how it ended. */
export function printSimulation({ out, outPaint: paint }: Terminal, simulation: Simulation, verbose: boolean): void {
  const { end, startedAt, endedAt, timeline, effects, notes } = simulation;
  if (timeline.length > 0) {
    out(formatTimeline(timeline, { paint, verbose, notes: effects.flatMap((effect) => noteEffect(effect, paint)) }));
    out('');
  }
  for (const [path, value] of Object.entries((end.status === 'not_started' && end.saw) || {})) {
    out(`${paint.dim(path)} = ${formatValue(value)}`);
  }
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const after = end.status === 'not_started' ? '' : seconds === 0 ? ' at once' : ` after ${formatSeconds(seconds)}`;
  out(
    `${markOf(simulation, paint)}  ${harmless(describeWords(end))}${after}${paint.dim(`, at ${formatTime(endedAt)} UTC`)}`,
  );
  for (const note of notes) out(`${paint.yellow('note')}  ${harmless(note)}`);
}

/** What the mark does not say yet. */
function describeWords(end: SimulationEnd): string {
  switch (end.status) {
    case 'succeeded':
      return end.outcome;
    case 'failed':
      return `${end.error.code}: ${end.error.message}`;
    case 'exited':
      return end.event;
    case 'not_started':
      return `${end.reason}: ${end.detail}`;
  }
}

function markOf({ end }: Simulation, paint: Paint): string {
  switch (end.status) {
    case 'succeeded':
      return paint.green('succeeded');
    case 'failed':
      return paint.red('failed');
    case 'exited':
      return paint.green('exited at its goal');
    case 'not_started':
      return paint.yellow('not started');
  }
}

/** What a step was handed and would have sent: mails in full, other inputs field by field. */
function noteEffect({ at, step, input, messages, requests }: SimulatedEffect, paint: Paint): TimelineNote[] {
  if (messages.length > 0) return messages.map((message) => noteMail(step, at, message, paint));
  if (requests.length > 0) {
    return requests.map(({ method, url, body }) => ({
      step,
      at,
      lines: [
        `${paint.cyan('http')} ${method} ${harmless(url)}`,
        ...(body === undefined ? [] : [`${paint.dim('│')} ${harmless(body)}`]),
      ],
    }));
  }
  const fields = Object.entries(input ?? {}).map(([name, value]) => fieldLine(name, value, paint));
  return fields.length === 0 ? [] : [{ step, at, lines: fields }];
}
