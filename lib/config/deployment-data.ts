import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../errors/app-error.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import type { MessageTemplate } from '../workflow/messages/message-template.ts';

/** What a deployment carries beside its workflows: what they can name, and the messages they send. */
export interface DeploymentData {
  readonly catalogue: Catalogue;
  readonly messages: ReadonlyMap<string, MessageTemplate>;
}

/** Name of the file that lies beside each function's code. */
export const DEPLOYMENT_FILE = 'deployment.json';

/** The data as text. The same data gives the same text. */
export function writeDeploymentData({ catalogue, messages }: DeploymentData): string {
  return JSON.stringify({ catalogue, messages }, (_, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    if (value instanceof Set) return { $set: [...value] };
    return value;
  });
}

/** What {@link writeDeploymentData} wrote. */
export function readDeploymentData(text: string): DeploymentData {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$map' in value && Array.isArray(value.$map)) return new Map(value.$map);
    if ('$set' in value && Array.isArray(value.$set)) return new Set(value.$set);
    return value;
  });
}

/**
 * What lies beside the function's code. Meant to be called once, while the function starts.
 *
 * @throws AppError SB902, of kind `fault`, when it is not there
 */
export function loadDeploymentData(folder = process.env.LAMBDA_TASK_ROOT ?? '.'): DeploymentData {
  const path = join(folder, DEPLOYMENT_FILE);
  try {
    return readDeploymentData(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw fault({
      code: 'SB902',
      message: `The function's code came without ${path}.`,
      resolution: 'Deploy the stack again.',
      cause,
    });
  }
}
