import { Lazy } from 'aws-cdk-lib';
import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import type { FunctionBundle } from './bundle-functions.ts';

/**
 * A function's code that is known only when the app is synthesized: own actions may be added to a Signalbox until
 * then, and what they are is part of what its functions carry.
 */
export class DeployedCode extends Code {
  readonly isInline = false;
  private asset: Asset | undefined;

  /** Decides what the code is. */
  set(scope: Construct, { folder, hash }: FunctionBundle): void {
    this.asset = new Asset(scope, 'Code', { path: folder, assetHash: hash });
  }

  override bind(): CodeConfig {
    return {
      s3Location: {
        bucketName: Lazy.string({ produce: () => this.decided().s3BucketName }),
        objectKey: Lazy.string({ produce: () => this.decided().s3ObjectKey }),
      },
    };
  }

  private decided(): Asset {
    if (this.asset === undefined) throw new Error('A function of Signalbox has no code: it was not assembled.');
    return this.asset;
  }
}
