import { z } from 'zod';
import type { Json } from '../../workflow/json.ts';

/**
 * A JSON object that was read from JSON text or made by this engine: what lies in it is JSON already, so that looking
 * through all of it, which takes longer than the rest of accepting an event, could find nothing.
 */
export const JsonObjectSchema = z.record(z.string(), z.custom<Json>());
