import { z } from 'zod';

/** A finding about a definition, or about a field of a request. */
export const IssueSchema = z
  .object({
    code: z.string().meta({ description: 'Stable; docs/errors.md explains it.' }),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    pointer: z.string().meta({ description: 'RFC 6901 pointer into the definition or the request.' }),
    line: z.int().optional(),
    column: z.int().optional(),
    file: z.string().optional(),
    fix: z.string().optional().meta({ description: 'The text to write instead.' }),
  })
  .meta({ id: 'Issue' });

/** An RFC 9457 problem: every error is answered so. */
export const ProblemSchema = z
  .object({
    type: z.string().meta({ description: '`urn:signalbox:error:` and the code.' }),
    title: z.string().meta({ description: 'What the code means, always in the same words.' }),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong here.' }),
    code: z.string().meta({ description: 'Stable; docs/errors.md explains it.', example: 'SB601' }),
    resolution: z.string().optional().meta({ description: 'How to mend it.' }),
    issues: z.array(IssueSchema).optional().meta({ description: 'All findings, where there may be several.' }),
    details: z.record(z.string(), z.unknown()).optional().meta({ description: 'Facts for programs.' }),
  })
  .meta({ id: 'Problem' });

/** An error as it is sent. */
export type Problem = z.infer<typeof ProblemSchema>;
