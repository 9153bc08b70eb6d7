/** Runs of one arm of a version, or of one variant. All but `open` only grow. */
export interface ArmCounts {
  readonly started: number;
  readonly open: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly stopped: number;
  readonly exited: number;
  readonly converted: number;
}
