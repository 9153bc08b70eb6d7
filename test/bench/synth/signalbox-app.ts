/** A Signalbox with its nine workflows, as bin/app.ts makes it, without cdk-nag; compiled, as the package carries it. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { App } = await import('aws-cdk-lib');
const built = (path: string): string => new URL(`../../../dist/lib/${path}`, import.meta.url).href;
const { readStageConfig }: typeof import('../../../lib/config/stage-config.ts') = await import(
  built('config/stage-config.js')
);
const { SignalboxStack }: typeof import('../../../lib/constructs/signalbox-stack.ts') = await import(
  built('constructs/signalbox-stack.js')
);

const context: Readonly<Record<string, unknown>> = { stage: 'bench', stages: { bench: {} } };
const app = new App();
new SignalboxStack(
  app,
  'Ours',
  readStageConfig((key) => context[key]),
);
app.synth();
