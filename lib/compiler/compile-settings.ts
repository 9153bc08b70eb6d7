import type { Catalogue } from '../workflow/catalogue/catalogue.ts';

/** What compiling needs beside the graph. */
export interface CompileSettings {
  readonly catalogue: Catalogue;
  /** The ARN (or a substitution that becomes it) of the function that serves a family of tasks. */
  functionArn(family: string): string;
}

/** Families that are no action's: the read before a state, `wait_for`, `approve`, and what keeps an action back. */
export const FAMILIES = { read: 'read', wait: 'wait', approval: 'approval', hold: 'hold' } as const;
