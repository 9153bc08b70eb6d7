import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { installed } from './paths.ts';

const findingSchema = z.object({
  Rule: z.object({ Id: z.string() }),
  Level: z.enum(['Error', 'Warning', 'Informational']),
  Message: z.string(),
  Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
});

/** What cfn-lint has against a template. `rule` is its id, as in E3002; `path` leads to the place in the template. */
export interface TemplateFinding {
  readonly rule: string;
  readonly level: 'Error' | 'Warning' | 'Informational';
  readonly message: string;
  readonly path: string;
}

/**
 * Lints a CloudFormation template with cfn-lint, against the resource schemas it carries.
 *
 * @param template the template as parsed from JSON
 * @param ignored ids of rules to leave out; a shorter id stands for all that begin with it
 */
export async function lintTemplate(
  template: unknown,
  ignored: readonly string[] = [],
): Promise<readonly TemplateFinding[]> {
  const ignore = ignored.length === 0 ? [] : ['--ignore-checks', ...ignored];
  const child = spawn(installed('venv/bin/cfn-lint'), ['--format', 'json', '--regions', 'us-east-1', ...ignore]);
  child.stdin.end(JSON.stringify(template));
  const [output, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  // Exit codes are bits for errors (2), warnings (4) and information (8); 1 and 32 are faults of cfn-lint itself.
  if (typeof code !== 'number' || (code & 33) !== 0) throw new Error(`cfn-lint failed (${code}): ${problems}${output}`);
  const findings = z.array(findingSchema).parse(JSON.parse(output));
  return findings.map(({ Rule, Level, Message, Location }) => ({
    rule: Rule.Id,
    level: Level,
    message: Message,
    path: (Location.Path ?? []).join('/'),
  }));
}
