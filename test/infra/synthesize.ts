import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { vi } from 'vitest';
import { z } from 'zod';
import { Signalbox } from '../../lib/constructs/signalbox.ts';
import type { SignalboxProps } from '../../lib/constructs/signalbox-props.ts';
import { temporaryFolder } from './temporary-folder.ts';

// The first synthesis loads the CDK and bundles the functions.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ResourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
export type Resource = z.infer<typeof ResourceSchema>;

/** A synthesized stack. */
export interface Synthesized {
  /** Resources by logical id. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** Folder of the assembly. */
  readonly assembly: string;
  /** What cdk-nag's AwsSolutions rules find. */
  readonly findings: readonly string[];
}

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
// The CDK's own check of templates takes seconds: app.test.ts has it for all.
vi.stubEnv('CDK_VALIDATION', 'false');

/** Synthesizes a stack with one Signalbox. */
export function synthesize(
  props: SignalboxProps | ((stack: Stack) => SignalboxProps) = {},
  change: (signalbox: Signalbox, stack: Stack) => void = () => {},
): Synthesized {
  const app = new App({ context, outdir: temporaryFolder('synth') });
  const stack = new Stack(app, 'Test');
  change(new Signalbox(stack, 'Signalbox', typeof props === 'function' ? props(stack) : props), stack);
  const { directory: assembly } = app.synth();
  const template = JSON.parse(readFileSync(join(assembly, 'Test.template.json'), 'utf8'));
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return {
    assembly,
    resources: z.record(z.string(), ResourceSchema).parse(template.Resources),
    findings: violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  };
}

/** Resources of one type, by logical id. */
export function ofType({ resources }: Synthesized, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

/** A folder with the files given, by their paths in it. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('files');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A copy of this repository's own workflow files. */
export function copyOfOwnWorkflows(): string {
  const folder = temporaryFolder('files');
  cpSync(new URL('../../statemachines', import.meta.url), folder, { recursive: true });
  return folder;
}

/** A workflow with one action. */
export const WELCOME = `workflow: welcome
trigger: { event: contact.created }
steps:
  - { id: tag, do: contact.tag, with: { add: [New] } }
`;
