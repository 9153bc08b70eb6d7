import { z } from 'zod';
import type { Json, JsonObject } from '../../workflow/json.ts';

/** Any JSON value. What is checked was parsed from JSON text, so that looking through all of it could find nothing. */
export const JsonSchema = z.unknown() as z.ZodType as z.ZodType<Json>;

const AnyObjectSchema: z.ZodType = z.record(z.string(), z.unknown());

/** Any JSON object. */
export const JsonObjectSchema = AnyObjectSchema as z.ZodType<JsonObject>;
