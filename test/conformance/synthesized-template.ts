import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { CdkApp } from './cdk-cli.ts';

const resourceSchema = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });

/** A CloudFormation template, as far as tests look into it. */
export type Template = z.infer<typeof templateSchema>;

/** The template of a stack that was synthesized last. */
export async function readTemplate({ output }: CdkApp, stack: string): Promise<Template> {
  return templateSchema.parse(JSON.parse(await readFile(join(output, `${stack}.template.json`), 'utf8')));
}

/** Logical ids of the resources of a type, or of all, in the order of the template. */
export function idsOf({ Resources }: Template, type?: string): string[] {
  return Object.keys(Resources).filter((id) => type === undefined || Resources[id]?.Type === type);
}

/** Logical ids of the resources in which two templates differ. */
export function changedIds(before: Template, after: Template): string[] {
  const ids = new Set([...idsOf(before), ...idsOf(after)]);
  return [...ids].filter((id) => !isDeepStrictEqual(before.Resources[id], after.Resources[id]));
}

/** The definition of each state machine by logical id, with ARNs where CloudFormation substitutes them. */
export function machineDefinitions(template: Template): ReadonlyMap<string, unknown> {
  const machines = idsOf(template, 'AWS::StepFunctions::StateMachine');
  return new Map(machines.map((id) => [id, definitionOf(template.Resources[id]?.Properties)]));
}

const machineSchema = z.object({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.unknown()),
});

function definitionOf(properties: unknown): unknown {
  const { DefinitionString, DefinitionSubstitutions } = machineSchema.parse(properties);
  const text = Object.keys(DefinitionSubstitutions).reduce(
    (definition, name) =>
      definition.replaceAll(`\${${name}}`, `arn:aws:lambda:us-east-1:000000000000:function:${name}:live`),
    DefinitionString,
  );
  return JSON.parse(text);
}
