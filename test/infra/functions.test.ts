import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { ofType, type Resource, type Synthesized, synthesize } from './synthesize.ts';

const run = promisify(execFile);

let deployment: Synthesized;
beforeAll(() => {
  deployment = synthesize({ mailFrom: 'team@example.com' });
});

/** A value as CloudFormation would make it, references being anything that looks like an ARN. */
function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const [separator, parts] = Reflect.get(Object(value), 'Fn::Join') ?? [];
  return parts === undefined ? 'arn:aws:of:eu-central-1:111122223333:it' : parts.map(deployed).join(separator);
}

function environmentOf({ Properties }: Resource): Record<string, string> {
  const { Variables = {} } = Object(Properties.Environment);
  return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, deployed(value)]));
}

function codeOf({ Properties }: Resource): string {
  const { S3Key } = Object(Properties.Code);
  return join(deployment.assembly, `asset.${String(S3Key).replace(/\.zip$/, '')}`);
}

describe('every function', () => {
  test('starts from its own code, with what the deployment tells it and nothing else', async () => {
    const functions = ofType(deployment, 'AWS::Lambda::Function');
    const started = await Promise.all(
      functions.map(async ([id, resource]) => {
        const code = codeOf(resource);
        const env = { ...environmentOf(resource), AWS_REGION: 'eu-central-1', LAMBDA_TASK_ROOT: code };
        const script = `const { handler } = await import(${JSON.stringify(join(code, 'index.mjs'))}); console.log(typeof handler); process.exit()`;
        const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
        return [id, stdout.trim()];
      }),
    );
    expect(started).toHaveLength(20);
    for (const [, exported] of started) expect(exported).toBe('function');
  });

  test('carries no code of the CDK or of the laptop', () => {
    for (const [id, resource] of ofType(deployment, 'AWS::Lambda::Function')) {
      const names = readdirSync(codeOf(resource));
      const text = names.map((name) => readFileSync(join(codeOf(resource), name), 'utf8')).join('\n');
      // Previews play on the laptop's engine, in memory.
      const isPreview = id.includes('PreviewWorkflow');
      expect(text).not.toMatch(isPreview ? /aws-cdk-lib/ : /aws-cdk-lib|node:sqlite/);
    }
  });

  test('V5 carries the library of templates only where the API is served', () => {
    const carrying = ofType(deployment, 'AWS::Lambda::Function').filter(([, resource]) =>
      readdirSync(codeOf(resource)).includes('templates.json'),
    );
    expect(carrying.map(([, { Properties }]) => Properties.Description)).toEqual(['Signalbox: Answers the HTTP API.']);
    const [[, serving] = []] = carrying;
    if (serving === undefined) throw new Error('nobody carries it');
    const files = JSON.parse(readFileSync(join(codeOf(serving), 'templates.json'), 'utf8'));
    expect(files.map(([path]: [string]) => path)).toContain('vip-routing.template.yaml');
  });
});
