/** The CDK app: one Signalbox, for the stage that the context names. See cdk.json and docs/operations.md. */
import { enableCompileCache } from 'node:module';

// The CDK is large: what was compiled before need not be again.
enableCompileCache();
const { App, Validations } = await import('aws-cdk-lib');
const { AwsSolutionsChecks } = await import('cdk-nag');
const { readStageConfig } = await import('../lib/config/stage-config.ts');
const { SignalboxStack } = await import('../lib/constructs/signalbox-stack.ts');
const { AppError } = await import('../lib/errors/app-error.ts');

try {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  const { stage, config } = readStageConfig((key) => app.node.tryGetContext(key));
  new SignalboxStack(app, `Signalbox-${stage}`, { stage, config });
  // Not left to the end of the process, so that what is wrong with workflow files is told in their words.
  app.synth();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error([error.code, error.message, error.resolution ?? ''].join(' ').trim());
  process.exitCode = 1;
}
