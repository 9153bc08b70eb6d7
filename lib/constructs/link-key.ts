import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

export interface LinkKeyProps {
  readonly encryptionKey?: IKey | undefined;
  /** Without the key, links in mails that were sent are worth nothing. */
  readonly removalPolicy: RemovalPolicy;
}

/** The key that links to approvals are signed with. Nobody ever has to see it. */
export class LinkKey extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { encryptionKey, removalPolicy }: LinkKeyProps) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: 'Signalbox signs links to approvals with it.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
      ...(encryptionKey ? { encryptionKey } : {}),
    });
    acknowledge(this.secret, 'SMG4', 'linkKey');
  }

  /** Lets a function sign and check links. */
  grantUse(grantee: ServiceFunction): void {
    grantee.allow(['secretsmanager:GetSecretValue'], [this.secret.secretArn]);
    grantee.allowKey(this.secret.encryptionKey);
  }
}
