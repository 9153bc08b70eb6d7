import type { WaitNode } from '../../workflow/graph/graph.ts';
import { expression } from '../asl-state.ts';
import type { StepCompiler } from './step-compiler.ts';

/** `wait`: a Wait, for a time or until the moment that the read before it has computed. */
export const waitStep: StepCompiler<WaitNode> = {
  uses: ({ wait }) => (wait.kind === 'calendar' ? { calendarWait: wait.calendar } : {}),
  targets: ({ onError, next }) => (onError === undefined ? [next] : [next, onError]),
  pauses: true,
  state: ({ wait, next }, writer) => ({
    Type: 'Wait',
    ...(wait.kind === 'duration'
      ? { Seconds: wait.seconds }
      : { Timestamp: expression(`$${writer.dataVariable}.until`) }),
    ...writer.leave(next),
  }),
};
