import type { Json, JsonObject } from '../json.ts';
import type { ItemComments } from '../text/write-yaml.ts';
import type { Converted } from './converted.ts';
import type { JourneyFlow, Place } from './journey-flow.ts';

/** Steps in lists that hold each other, and the comments around them. */
export interface WrittenSteps {
  readonly steps: readonly JsonObject[];
  readonly comments: ReadonlyMap<Json, ItemComments>;
  /** Comments where there is no step at all. */
  readonly orphans: readonly string[];
}

/**
 * Turns a journey's activities into nested lists of steps. Where all ways of a split come together, its lists end, and
 * the run goes on behind it; where only some do, all but the first jump there.
 *
 * @param convert called once for each activity, in the order of the steps
 */
export function writeSteps(flow: JourneyFlow, convert: (place: Place) => Converted): WrittenSteps {
  const comments = new Map<Json, ItemComments>();
  const entries = new Map<Place, string>();
  const skipped = new Set<Place>();
  /** Comments of lists that have no step to carry them. */
  const orphans: string[] = [];

  /** Steps up to `stop`: what stands behind the list that they are for. */
  const write = (from: Place | undefined, stop: Place | undefined): readonly JsonObject[] => {
    const steps: JsonObject[] = [];
    let above: string[] = [];
    const add = (step: JsonObject): void => {
      if (above.length > 0) comments.set(step, { above, below: [] });
      above = [];
      steps.push(step);
    };
    let at = from;
    // No way can end before its stop: every way passes there.
    while (at !== undefined && at !== stop) {
      const entry = entries.get(at);
      if (entry !== undefined) {
        add({ goto: entry });
        break;
      }
      if (skipped.has(at)) {
        at = at.out[0];
        continue;
      }
      const { entry: own, steps: before, split, comment } = convert(at);
      if (own === undefined) skipped.add(at);
      else entries.set(at, own);
      if (comment !== undefined) above.push(comment);
      for (const step of before) add(step);
      const join = split === undefined ? at.out[0] : flow.joinOf(at);
      if (split !== undefined) {
        const behind = join ?? stop;
        const step = split(at.out.map((target) => write(target, behind)));
        above.push(...orphans.splice(0));
        add(step);
        if (join === undefined) break;
      }
      at = join;
    }
    const last = steps.at(-1);
    if (last === undefined) orphans.push(...above);
    else if (above.length > 0) comments.set(last, { above: [], ...comments.get(last), below: above });
    return steps;
  };

  const steps = write(flow.first, undefined);
  return { steps, comments, orphans };
}
