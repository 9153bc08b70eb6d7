import type { EventType } from '../../workflow/catalogue/catalogue.ts';

/** The event type with this source and detail type, if the catalogue has one. */
export type FindEventType = (event: { readonly source: string; readonly detailType: string }) => EventType | undefined;

/** An index over the catalogue's events. */
export function indexEventTypes(events: ReadonlyMap<string, EventType>): FindEventType {
  const index = new Map<string, EventType>();
  for (const type of events.values()) {
    index.set(keyOf(type), type);
  }
  return (event) => index.get(keyOf(event));
}

function keyOf({ source, detailType }: { readonly source: string; readonly detailType: string }): string {
  return JSON.stringify([source, detailType]);
}
