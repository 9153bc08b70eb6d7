import { findLongestRun } from '../flow/longest-run.ts';
import type { Check } from '../subject.ts';

const DAY = 86_400;

/** Step Functions ends an execution after a year. */
const MOST_DAYS = 365;

/** SB312: a path that may take longer than an execution can live. */
export const checkRunLength: Check = ({ flow, catalogue }, { error }) => {
  const { seconds, step } = findLongestRun(flow, catalogue);
  if (seconds <= MOST_DAYS * DAY) return;
  const days = Math.ceil(seconds / DAY);
  const message = `A run could take ${days} days, time-outs and repetitions included, and must end within ${MOST_DAYS}. Most of it is "${step}": shorten it, or split the workflow`;
  error('SB312', '/steps', message);
};
