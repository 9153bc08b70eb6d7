import type { AslMachine } from '../compiler/compiled-workflow.ts';

/** State machines: Step Functions', or the embedded interpreter's. */
export interface StateMachines {
  /** Registers a machine's immutable version and returns its `machineRef`; the same hash gives the same ref. */
  publish(machine: {
    readonly workflow: string;
    readonly hash: string;
    readonly asl: AslMachine;
    /** The definition's name, for people. */
    readonly description: string;
  }): Promise<string>;
  /** Gives a version of a machine up; one that is not there is no error. Only for what no run uses any more. */
  retire(machineRef: string): Promise<void>;
}
