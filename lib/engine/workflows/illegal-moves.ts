import { type AppError, conflict } from '../../errors/app-error.ts';
import type { LiveChoice } from './live-moves.ts';

/** What may be done with a rollout that is under way. */
const WITH_ROLLOUT = (version: number) =>
  `change its percentage (1 to 99), promote it (100) or revert it (0): rollout { version: ${version}, percent }`;

/** Only the staged version can be promoted. */
export function notPromotable(workflow: string, { rollout }: LiveChoice, version: number): AppError {
  return rollout === undefined
    ? conflict({
        code: 'SB657',
        message: `Version ${version} of "${workflow}" is not staged, so it cannot be promoted.`,
        resolution: `Allowed now: activate it (version: ${version}), or stage it at 1 to 99 % first.`,
      })
    : underWay(workflow, rollout.version);
}

/** AppError SB658 while a version is staged. */
export function refuseRolloutUnderWay(workflow: string, { rollout }: LiveChoice): void {
  if (rollout !== undefined) {
    throw underWay(workflow, rollout.version);
  }
}

function underWay(workflow: string, version: number): AppError {
  return conflict({
    code: 'SB658',
    message: `Version ${version} of "${workflow}" is being rolled out.`,
    resolution: `Allowed now: ${WITH_ROLLOUT(version)}; after that, activate or stage another version.`,
  });
}

/** A rollout is beside the active version. */
export function stagingActive(workflow: string, version: number): AppError {
  return conflict({
    code: 'SB656',
    message: `Version ${version} of "${workflow}" is the active one: it takes all runs that a rollout does not.`,
    resolution: 'Allowed now: stage another version.',
  });
}

/** Without an active version there is nothing to enable, and no control. */
export function nothingActive(workflow: string, what: 'enabled' | 'rolled out beside'): AppError {
  return conflict({
    code: 'SB659',
    message: `No version of "${workflow}" is active, so there is nothing that could be ${what}.`,
    resolution: 'Allowed now: activate a version (version: N).',
  });
}

/** AppError SB660 for what is archived and is not being taken back. */
export function refuseArchived(workflow: string, { archived }: LiveChoice): void {
  if (archived) {
    throw conflict({
      code: 'SB660',
      message: `"${workflow}" is archived.`,
      resolution: 'Allowed now: enable it (enabled: true), which takes it back, together with the change or before it.',
    });
  }
}
