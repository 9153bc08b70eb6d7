import { Drop } from 'liquidjs';
import { Temporal } from 'temporal-polyfill';
import type { Json } from '../../workflow/json.ts';

/** What templates read from: values by root, the moment and the time zone. */
export interface RenderScope {
  readonly roots: Readonly<Record<string, Json | undefined>>;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** IANA name. */
  readonly zone: string;
}

/** The roots with `now`, as Liquid wants them. */
export function toLiquidScope({ roots, now, zone }: RenderScope): object {
  return { ...roots, now: new Now(now, zone) };
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The language's `now`: text where it stands alone, and `now.date`, `now.clock`, `now.weekday` in the zone. */
class Now extends Drop {
  readonly #iso: string;
  readonly #zone: string;

  constructor(iso: string, zone: string) {
    super();
    this.#iso = iso;
    this.#zone = zone;
  }

  override valueOf(): string {
    return this.#iso;
  }

  toJSON(): string {
    return this.#iso;
  }

  override liquidMethodMissing(field: string | number): string | undefined {
    const local = Temporal.Instant.from(this.#iso).toZonedDateTimeISO(this.#zone);
    switch (field) {
      case 'date':
        return local.toPlainDate().toString();
      case 'clock':
        return local.toPlainTime().toString({ smallestUnit: 'minute' });
      case 'weekday':
        return WEEKDAYS[local.dayOfWeek - 1];
      default:
        return undefined;
    }
  }
}
