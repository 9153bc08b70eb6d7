import { AssetStaging, type FileAssetLocation, Lazy, Names, Stack } from 'aws-cdk-lib';
import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionBundle } from './bundle-functions.ts';

/**
 * A function's code that is known only when the app is synthesized: own actions may be added to a Signalbox until
 * then, and what they are is part of what its functions carry.
 */
export class DeployedCode extends Code {
  readonly isInline = false;
  private asset: FileAssetLocation | undefined;

  /**
   * Decides what the code is. An `Asset` would do the same, and make a bucket construct beside it that nobody asks
   * for: half of the time that a stack's assets take.
   */
  set(scope: Construct, { folder, hash }: FunctionBundle): void {
    const stack = Stack.of(scope);
    const staged = new AssetStaging(scope, 'Code', { sourcePath: folder, assetHash: hash });
    this.asset = stack.synthesizer.addFileAsset({
      packaging: staged.packaging,
      sourceHash: staged.assetHash,
      fileName: staged.relativeStagedPath(stack),
      displayName: Names.stackRelativeConstructPath(staged),
    });
  }

  override bind(): CodeConfig {
    return {
      s3Location: {
        bucketName: Lazy.string({ produce: () => this.decided().bucketName }),
        objectKey: Lazy.string({ produce: () => this.decided().objectKey }),
      },
    };
  }

  private decided(): FileAssetLocation {
    if (this.asset === undefined) throw new Error('A function of Signalbox has no code: it was not assembled.');
    return this.asset;
  }
}
