import type { FieldType } from '../catalogue/catalogue.ts';
import type { Report } from '../graph/report.ts';
import type { Path } from '../references/path.ts';

/** What the reduction of conditions to their normal form needs to know of the place they stand at. */
export interface ConditionPlace {
  readonly report: Report;
  /** IANA name or `contact`: where a date that stands beside a time begins. */
  readonly zone: string;
  readonly typeOf: (path: Path) => FieldType | undefined;
  /** The same place where `received` is that event too. */
  readonly receiving: (event: string) => ConditionPlace;
}
