import { z } from 'zod';

/** More than Pinpoint lets a journey have, by far. */
const MAX_ACTIVITIES = 500;

const AttributeSchema = z.object({ AttributeType: z.string().optional(), Values: z.array(z.string()) });
const MetricSchema = z.object({ ComparisonOperator: z.string(), Value: z.number() });
const SetSchema = z.object({ DimensionType: z.string().optional(), Values: z.array(z.string()) });
const AttributesSchema = z.record(z.string(), AttributeSchema);
const MetricsSchema = z.record(z.string(), MetricSchema);

const EventDimensionsSchema = z.object({
  EventType: SetSchema.optional(),
  Attributes: AttributesSchema.optional(),
  Metrics: MetricsSchema.optional(),
});

const SegmentDimensionsSchema = z.looseObject({
  Attributes: AttributesSchema.optional(),
  UserAttributes: AttributesSchema.optional(),
  Metrics: MetricsSchema.optional(),
  Location: z.looseObject({ Country: SetSchema.optional() }).optional(),
});

const SimpleConditionSchema = z.object({
  EventCondition: z
    .object({ Dimensions: EventDimensionsSchema.optional(), MessageActivity: z.string().optional() })
    .optional(),
  SegmentCondition: z.object({ SegmentId: z.string() }).optional(),
  SegmentDimensions: SegmentDimensionsSchema.optional(),
});

const WaitTimeSchema = z.object({ WaitFor: z.string().optional(), WaitUntil: z.string().optional() });
const NextSchema = z.looseObject({ NextActivity: z.string().optional() });
const MessageSchema = NextSchema.extend({
  TemplateName: z.string().optional(),
  TemplateVersion: z.string().optional(),
});

/** One activity: of its kinds exactly one is there. */
const ActivitySchema = z.looseObject({
  Description: z.string().optional(),
  EMAIL: MessageSchema.extend({
    MessageConfig: z.object({ FromAddress: z.string().optional() }).optional(),
  }).optional(),
  SMS: MessageSchema.optional(),
  PUSH: MessageSchema.optional(),
  ContactCenter: NextSchema.optional(),
  CUSTOM: MessageSchema.extend({
    DeliveryUri: z.string().optional(),
    MessageConfig: z.object({ Data: z.string().optional() }).optional(),
  }).optional(),
  Wait: NextSchema.extend({ WaitTime: WaitTimeSchema.optional() }).optional(),
  ConditionalSplit: z
    .object({
      Condition: z
        .object({ Conditions: z.array(SimpleConditionSchema).optional(), Operator: z.string().optional() })
        .optional(),
      EvaluationWaitTime: WaitTimeSchema.optional(),
      TrueActivity: z.string().optional(),
      FalseActivity: z.string().optional(),
    })
    .optional(),
  MultiCondition: z
    .object({
      Branches: z
        .array(z.object({ Condition: SimpleConditionSchema.optional(), NextActivity: z.string().optional() }))
        .optional(),
      DefaultActivity: z.string().optional(),
      EvaluationWaitTime: WaitTimeSchema.optional(),
    })
    .optional(),
  RandomSplit: z
    .object({
      Branches: z
        .array(z.object({ NextActivity: z.string().optional(), Percentage: z.number().min(0).max(100).optional() }))
        .optional(),
    })
    .optional(),
  Holdout: NextSchema.extend({ Percentage: z.number().min(0).max(100) }).optional(),
});

/** What `GetJourney` answers: AWS's JourneyResponse, as far as it is read. */
export const JourneySchema = z.looseObject({
  Id: z.string().optional(),
  Name: z.string(),
  StartActivity: z.string().optional(),
  Activities: z
    .record(z.string(), ActivitySchema)
    .refine((activities) => Object.keys(activities).length > 0, 'has no activity')
    .refine(
      (activities) => Object.keys(activities).length <= MAX_ACTIVITIES,
      `has more than ${MAX_ACTIVITIES} activities`,
    ),
  StartCondition: z
    .object({
      Description: z.string().optional(),
      EventStartCondition: z
        .object({
          EventFilter: z.object({ Dimensions: EventDimensionsSchema }).optional(),
          SegmentId: z.string().optional(),
        })
        .optional(),
      SegmentStartCondition: z.object({ SegmentId: z.string() }).optional(),
    })
    .optional(),
  Limits: z
    .object({
      DailyCap: z.number().optional(),
      EndpointReentryCap: z.number().optional(),
      EndpointReentryInterval: z.string().optional(),
      MessagesPerSecond: z.number().optional(),
      TimeframeCap: z.object({ Cap: z.number().optional(), Days: z.number().optional() }).optional(),
      TotalCap: z.number().optional(),
    })
    .optional(),
  QuietTime: z.object({ Start: z.string().optional(), End: z.string().optional() }).optional(),
  WaitForQuietTime: z.boolean().optional(),
  RefreshFrequency: z.string().optional(),
});

export type Journey = z.infer<typeof JourneySchema>;
export type Activity = z.infer<typeof ActivitySchema>;
export type SimpleCondition = z.infer<typeof SimpleConditionSchema>;
export type EventDimensions = z.infer<typeof EventDimensionsSchema>;
export type SegmentDimensions = z.infer<typeof SegmentDimensionsSchema>;
export type AttributeDimension = z.infer<typeof AttributeSchema>;
export type MetricDimension = z.infer<typeof MetricSchema>;
export type WaitTime = z.infer<typeof WaitTimeSchema>;
