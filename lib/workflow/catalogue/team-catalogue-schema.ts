import { z } from 'zod';
import type { Json } from '../json.ts';

const IdSchema = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'must be snake_case, at most 60 characters');
const EventNameSchema = z
  .string()
  .max(60, 'is longer than 60 characters')
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, 'must be snake_case words with a dot between them: order.placed');
const ContactPathSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/, 'must be field names with a dot between them');
const RangeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be two clocks: "09:00-17:00"');
const HoursSchema = z.union([RangeSchema.transform((range) => [range]), z.array(RangeSchema).min(1)], {
  error: 'must be "09:00-17:00", or a list of such ranges; leave the day out when closed',
});
const DateSchema = z.iso.date('must be a date: "2026-12-24"');

/** Types are read by `readFields`, which tells what is wrong with them better than a union can. */
const NotationSchema = z.record(
  z.string(),
  z.json().transform((value): Json => value),
);

const TeamEventSchema = z.strictObject({
  /** EventBridge refuses `aws.` for everyone but AWS. */
  source: z
    .string()
    .regex(/^.{1,256}$/, 'must have 1 to 256 characters')
    .regex(/^(?!aws\.)/, 'must not begin with "aws."'),
  detail_type: z.string().regex(/^.{1,128}$/, 'must have 1 to 128 characters'),
  title: z.string().optional(),
  description: z.string().optional(),
  contact: ContactPathSchema.optional(),
  data: NotationSchema.optional(),
  sample: NotationSchema.optional(),
});

const TeamCalendarSchema = z.strictObject({
  zone: z.string().optional(),
  hours: z.strictObject({
    mon: HoursSchema.optional(),
    tue: HoursSchema.optional(),
    wed: HoursSchema.optional(),
    thu: HoursSchema.optional(),
    fri: HoursSchema.optional(),
    sat: HoursSchema.optional(),
    sun: HoursSchema.optional(),
  }),
  holidays: z.array(DateSchema).optional(),
});

/** `catalogue.yaml`, as a tree. */
export const TeamCatalogueSchema = z.strictObject({
  zone: z.string().optional(),
  events: z.record(EventNameSchema, TeamEventSchema).optional(),
  contact_fields: NotationSchema.optional(),
  segments: z.array(IdSchema).optional(),
  consents: z.array(IdSchema).optional(),
  teams: z
    .record(IdSchema, z.array(z.email('must be an e-mail address')).min(1, 'must have at least one member'))
    .optional(),
  calendars: z.record(IdSchema, TeamCalendarSchema).optional(),
  secrets: z.array(IdSchema).optional(),
});

/** Every key of the file's own, for suggestions. */
export const TEAM_CATALOGUE_KEYS: readonly string[] = [
  ...Object.keys(TeamCatalogueSchema.shape),
  ...Object.keys(TeamEventSchema.shape),
  ...Object.keys(TeamCalendarSchema.shape),
  ...Object.keys(TeamCalendarSchema.shape.hours.shape),
];

export type TeamCatalogue = z.infer<typeof TeamCatalogueSchema>;
export type TeamEvent = z.infer<typeof TeamEventSchema>;
export type TeamCalendar = z.infer<typeof TeamCalendarSchema>;
