import { z } from 'zod';
import { defineRoute } from './route.ts';
import { TimeSchema, VersionNumberSchema, WorkflowIdSchema } from './text-schemas.ts';
import { CountsSchema } from './workflows.ts';

const EstimateWithIntervalSchema = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'EstimateWithInterval', description: 'A value, and the bounds of its 95 % confidence interval.' });

const ArmCountsSchema = z
  .object({
    started: z.int(),
    open: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    stopped: z.int(),
    exited: z.int(),
    converted: z.int(),
  })
  .meta({ id: 'ArmCounts' });

const ArmResultSchema = z
  .object({
    counts: ArmCountsSchema,
    successRate: EstimateWithIntervalSchema.optional().meta({ description: 'Succeeded, of those that ended.' }),
    failureRate: EstimateWithIntervalSchema.optional().meta({ description: 'Failed, of those that ended.' }),
    conversionRate: EstimateWithIntervalSchema.optional().meta({ description: 'Converted, of those that started.' }),
  })
  .meta({ id: 'ArmResult', description: 'Runs and what they came to. A rate is absent where nothing can have one.' });

const ComparisonSchema = z
  .object({
    difference: EstimateWithIntervalSchema.meta({ description: 'Of the shares; Newcombe’s interval.' }),
    lift: EstimateWithIntervalSchema.optional().meta({
      description: 'The difference as a part of the other side’s share: 0.1 is 10 % more.',
    }),
    pValue: z.number().meta({ description: 'Two-sided two-proportion test: how often chance gives as much.' }),
    significant: z.boolean().meta({ description: 'pValue is below 0.05.' }),
  })
  .meta({ id: 'Comparison' });

const comparisons = {
  conversion: ComparisonSchema.optional(),
  failure: ComparisonSchema.optional(),
};

const SampleRatioSchema = z
  .object({ pValue: z.number(), mismatch: z.boolean().meta({ description: 'Below 0.001: trust no comparison.' }) })
  .meta({ id: 'SampleRatio', description: 'Whether runs were shared as asked.' });

const WarningSchema = z
  .object({ code: z.enum(['peeking', 'sample-ratio']), message: z.string() })
  .meta({ id: 'StatisticsWarning' });

const notes = { sampleRatio: SampleRatioSchema.optional(), warnings: z.array(WarningSchema) };

const RolloutStatisticsSchema = z
  .object({
    controlVersion: z.int(),
    treatmentVersion: z.int(),
    percent: z.int(),
    startedAt: TimeSchema,
    control: ArmResultSchema,
    treatment: ArmResultSchema,
    ...comparisons,
    ...notes,
  })
  .meta({ id: 'RolloutStatistics', description: 'The arms of the rollout under way, counted since it began.' });

const ExperimentStatisticsSchema = z
  .object({
    step: z.string(),
    comparedWith: z.string().meta({ description: 'The variant that the others are held against.' }),
    variants: z.array(
      ArmResultSchema.extend({ variant: z.string(), share: z.number(), ...comparisons }).meta({ id: 'VariantResult' }),
    ),
    ...notes,
  })
  .meta({ id: 'ExperimentStatistics' });

/** What the runs of a workflow came to. */
export const statisticsRoutes = {
  show: defineRoute({
    method: 'GET',
    path: '/workflows/{workflow}/statistics',
    summary: 'Show what the runs came to: by arm, by variant, compared',
    params: z.object({ workflow: WorkflowIdSchema }),
    query: z.object({
      version: VersionNumberSchema.optional().meta({
        description: 'Whose arms and experiments; default: the active one.',
      }),
    }),
    status: 200,
    answer: z
      .object({
        workflow: z.string(),
        at: TimeSchema,
        counts: CountsSchema,
        version: z.int().optional(),
        arms: z.object({ control: ArmResultSchema, treatment: ArmResultSchema }).optional(),
        rollout: RolloutStatisticsSchema.optional(),
        experiments: z.array(ExperimentStatisticsSchema),
      })
      .meta({ id: 'WorkflowStatistics' }),
  }),
};
