import { joinPointer } from '../json-pointer.ts';
import type { ApproveStep, StepDefinition } from '../schema/step-schema.ts';
import type { Target } from './graph.ts';
import type { StepIndex, WrittenList, WrittenStep } from './index-steps.ts';
import type { Report } from './report.ts';

/** Where the list of each `approve` goes on behind it. */
export type Following = ReadonlyMap<WrittenStep, Target>;

/** Where lists of steps may end, and where they must. */
export function checkLists({ root, all }: StepIndex, following: Following, report: Report): void {
  checkList(root, report);
  for (const written of all) {
    for (const list of written.lists) checkList(list, report);
    if ('approve' in written.step) checkApproval(written.step, written, following.get(written), report);
    if ('end' in written.step && written.scope !== 'root') {
      const message = `A branch cannot end the run: this is inside "${written.scope}". Let the list run out, or write goto: or fail:`;
      report('SB307', joinPointer(written.pointer, 'end'), message);
    }
  }
}

/** What stands behind `goto`, `end` or `fail` is never reached. */
function checkList({ steps, pointer }: WrittenList, report: Report): void {
  for (const [index, { step }] of steps.slice(0, -1).entries()) {
    const kind = ENDS.find((key) => key in step);
    if (kind === undefined) continue;
    report(
      'SB308',
      joinPointer(pointer, index + 1),
      `Nothing gets here: ${kind}: stands before it. Remove what follows, or move it up`,
    );
    return;
  }
}

const ENDS = ['goto', 'end', 'fail'] as const;

function checkApproval(
  step: ApproveStep,
  { pointer, id, scope }: WrittenStep,
  next: Target | undefined,
  report: Report,
): void {
  const lists = { on_reject: step.on_reject, on_timeout: step.on_timeout };
  for (const [key, steps] of Object.entries(lists)) {
    if (steps === undefined) {
      if (scope === 'root') continue;
      const message = `A rejection ends the run, and a branch cannot: "${id}" is inside "${scope}". Write on_reject with goto: or fail:`;
      report('SB307', pointer, message);
    } else if (!endsTheWay(steps.at(-1))) {
      report(
        'SB305',
        joinPointer(pointer, key),
        `${key} of "${id}" runs on into ${wordsFor(next)}. End it with end:, fail: or goto:`,
      );
    }
  }
}

function wordsFor(next: Target | undefined): string {
  return next?.kind === 'step' ? `"${next.step}"` : 'the end';
}

/** A jump with `times` goes on when they are used up. */
function endsTheWay(step: StepDefinition | undefined): boolean {
  return step !== undefined && ENDS.some((key) => key in step) && !('times' in step);
}
