import { createReadStatistics, type ReadStatisticsDeps } from '../../engine/read-statistics.ts';
import type { statisticsRoutes } from '../contract/statistics.ts';
import type { HandlersOf } from '../handler.ts';

/** What statistics are made of. */
export type StatisticsDeps = ReadStatisticsDeps;

/** What the runs of a workflow came to. */
export function createStatisticsResource(deps: StatisticsDeps): HandlersOf<typeof statisticsRoutes> {
  const read = createReadStatistics(deps);
  return { show: ({ params: { workflow }, query: { version } }) => read({ workflow, version }) };
}
