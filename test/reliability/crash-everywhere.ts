import { expect } from 'vitest';
import { Crash, type FaultPoint, withFaultPoints } from './fault-points.ts';

/** A use case that may die at any call, what is done about it afterwards, and what must hold then. */
export interface CrashScenario<Ports extends object> {
  /** Ports whose calls may fail. */
  readonly ports: Ports;
  readonly run: (ports: Ports) => Promise<unknown>;
  /** Delivering again, sweeping: whatever happens after a crash in real life. */
  readonly recover: (ports: Ports) => Promise<unknown>;
  readonly check: () => Promise<void>;
}

/**
 * Lets a process die right before and right after every call it makes, each time in a world of its own, and checks
 * that what happens afterwards puts it right. Returns how many deaths were tried.
 */
export async function crashEverywhere<Ports extends object>(
  scenario: () => Promise<CrashScenario<Ports>>,
): Promise<number> {
  let deaths = 0;
  for (let call = 0; ; call += 1) {
    for (const when of ['before', 'after'] as const) {
      if (!(await survives(await scenario(), { call, when }))) {
        expect(deaths).toBeGreaterThan(0);
        return deaths;
      }
      deaths += 1;
    }
  }
}

/** Whether the process died there; `false`: it makes fewer calls. */
async function survives<Ports extends object>(scenario: CrashScenario<Ports>, point: FaultPoint): Promise<boolean> {
  const faulty = withFaultPoints(scenario.ports);
  faulty.failAt(point);
  await scenario.run(faulty.ports).catch(unlessOther);
  const died = faulty.calls.length > point.call;
  faulty.failAt(undefined);
  await scenario.recover(faulty.ports);
  await scenario.check();
  return died;
}

/** A crash may arrive wrapped; any other error is a defect. */
function unlessOther(error: unknown): void {
  let cause = error;
  while (cause instanceof Error && !(cause instanceof Crash)) cause = cause.cause;
  if (!(cause instanceof Crash)) throw error;
}
