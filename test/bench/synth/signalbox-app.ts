/** A Signalbox with its nine workflows, as bin/app.ts makes it, without cdk-nag. */
import { App } from 'aws-cdk-lib';
import { readStageConfig } from '../../../lib/config/stage-config.ts';
import { SignalboxStack } from '../../../lib/constructs/signalbox-stack.ts';

const context: Readonly<Record<string, unknown>> = { stage: 'bench', stages: { bench: {} } };
const app = new App();
new SignalboxStack(
  app,
  'Ours',
  readStageConfig((key) => context[key]),
);
app.synth();
