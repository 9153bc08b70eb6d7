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

/** Parts of a catalogue that are maps and sets, and so lists in JSON. */
const MAPS = ['events', 'records', 'actions', 'teams', 'calendars'] as const;
const SETS = ['segments', 'consents', 'secrets', 'messages'] as const;

/** The data as text. The same data gives the same text. */
export function writeDeploymentData({ catalogue, messages }: DeploymentData): string {
  const lists = [...MAPS, ...SETS].map((part) => [part, [...catalogue[part]]]);
  return JSON.stringify({ catalogue: { ...catalogue, ...Object.fromEntries(lists) }, messages: [...messages] });
}

/** What {@link writeDeploymentData} wrote. Made by hand rather than by a reviver: every function starts with it. */
export function readDeploymentData(text: string): DeploymentData {
  const { catalogue, messages } = JSON.parse(text);
  const maps = MAPS.map((part) => [part, new Map(catalogue[part])]);
  const sets = SETS.map((part) => [part, new Set(catalogue[part])]);
  return { catalogue: { ...catalogue, ...Object.fromEntries([...maps, ...sets]) }, messages: new Map(messages) };
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
