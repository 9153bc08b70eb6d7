import type { FieldType } from '../../workflow/catalogue/catalogue.ts';
import type { Json } from '../../workflow/json.ts';

/** Some value of a type, for what a simulation cannot know. `name` makes texts tell where they come from. */
export function sampleValue(type: FieldType, name: string): Json {
  switch (type.type) {
    case 'text':
      return type.values?.[0] ?? name;
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'time':
      return '2026-03-02T09:00:00Z';
    case 'date':
      return '2026-03-02';
    case 'clock':
      return '09:00';
    case 'list':
      return [sampleValue(type.of, name)];
    case 'object':
      return Object.fromEntries(Object.entries(type.fields).map(([key, field]) => [key, sampleValue(field, key)]));
    case 'any':
      return {};
  }
}
