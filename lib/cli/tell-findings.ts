import { z } from 'zod';
import { IssueSchema } from '../api/contract/problem-schema.ts';
import { AppError } from '../errors/app-error.ts';
import type { Cli } from './cli.ts';
import { formatIssueLine } from './print-issues.ts';

/** Waits for an engine's answer; of a refusal, shows every finding on standard error, of which its message tells some. */
export async function tellFindings<Answer>({ terminal }: Cli, what: string, answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: unknown) => {
    const found = error instanceof AppError ? IssuesSchema.safeParse(error.details.issues) : undefined;
    for (const { code, severity, message, pointer, file, line, column } of found?.data ?? []) {
      const place = { file: file ?? what, ...(line === undefined ? {} : { line }), ...(column ? { column } : {}) };
      terminal.err(formatIssueLine({ code, severity, message, pointer, ...place }, terminal.errPaint));
    }
    throw error;
  });
}

const IssuesSchema = z.array(IssueSchema);
