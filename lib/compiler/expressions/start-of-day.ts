import { Temporal } from 'temporal-polyfill';

/**
 * When a date that is written beside a time begins, ISO 8601 in UTC. In the zone `contact` the compiler cannot know
 * it: there the deployment's zone stands in.
 */
export function startOfDay(date: string, zone: string, deploymentZone: string): string {
  const timeZone = zone === 'contact' ? deploymentZone : zone;
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).toInstant().toString();
}
