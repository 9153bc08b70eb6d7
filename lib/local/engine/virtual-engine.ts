import type { EmbeddedEngine } from './embedded-engine.ts';
import type { VirtualTimeline } from './virtual-timeline.ts';

/**
 * Lets virtual time pass until the moment (ms), or until nothing is due before it. Time stands still while anything is at
 * work, so that weeks pass in milliseconds and each run of the demo is the same.
 */
export async function passTime(engine: EmbeddedEngine, timeline: VirtualTimeline, until: number): Promise<void> {
  for (;;) {
    await engine.activity.idle();
    const next = timeline.nextAt();
    if (next === undefined || next > until) {
      return;
    }
    timeline.step();
  }
}
