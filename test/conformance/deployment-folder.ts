import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CdkApp } from './cdk-cli.ts';
import { ROOT } from './paths.ts';

/** A folder to deploy from, as a team has one: this project's workflow files, and a `cdk.json` with a stage of its own. */
export interface DeploymentFolder {
  readonly app: CdkApp;
  /** Edits a file of `statemachines/`. */
  edit(file: string, change: (text: string) => string): Promise<void>;
  remove(): Promise<void>;
}

/** Makes the folder. The app in it is `bin/app.ts` itself. */
export async function createDeploymentFolder({
  stage,
  settings,
}: {
  readonly stage: string;
  /** What the stage is configured with. */
  readonly settings: object;
}): Promise<DeploymentFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-deployment-'));
  const output = join(folder, 'cdk.out');
  const workflows = join(folder, 'statemachines');
  await mkdir(output);
  await cp(`${ROOT}statemachines`, workflows, { recursive: true });
  const { context } = JSON.parse(await readFile(`${ROOT}cdk.json`, 'utf8'));
  const own = { context: { ...context, stage, stages: { [stage]: settings } } };
  await writeFile(join(folder, 'cdk.json'), JSON.stringify(own));
  return {
    app: { app: `${ROOT}bin/app.ts`, output, folder },
    edit: async (file, change) => {
      const path = join(workflows, file);
      const text = await readFile(path, 'utf8');
      const changed = change(text);
      if (changed === text) throw new Error(`${file} did not change`);
      await writeFile(path, changed);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
