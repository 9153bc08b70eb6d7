import { z } from 'zod';

/** A workflow's id, as its definition has it. */
export const WorkflowIdSchema = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: 'The workflow’s id.', example: 'lead-follow-up' });

/** A version's number. */
export const VersionNumberSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(1_000_000)
  .meta({ description: 'The version’s number.' });

/** An instant. */
export const TimeSchema = z.string().meta({ format: 'date-time', description: 'ISO 8601.' });

/** Why something is done, for the record; may be left out. */
export const WhySchema = z.string().max(2000).optional().meta({ description: 'Why, for the record.' });

/** Why, in the words of who asked. */
export const CommentSchema = z.string().max(2000);
