import type { Json } from '../workflow/json.ts';

/** Completing tasks that wait with a token: once. `gone`: timed out, stopped or completed before. */
export interface TaskTokens {
  succeed(token: string, output: Json): Promise<'done' | 'gone'>;
  fail(token: string, error: string, cause: string): Promise<'done' | 'gone'>;
}
