/** A Signalbox with its nine workflows, as bin/app.ts makes it, without cdk-nag. */
import { App } from 'aws-cdk-lib';
import { StageConfigSchema } from '../../../lib/config/stage-config.ts';
import { SignalboxStack } from '../../../lib/constructs/signalbox-stack.ts';

const app = new App();
new SignalboxStack(app, 'Ours', { stage: 'bench', config: StageConfigSchema.parse({}) });
app.synth();
