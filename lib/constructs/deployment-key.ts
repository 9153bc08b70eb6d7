import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** A key for everything of one deployment, which the services that encrypt with it may use. */
export function createDeploymentKey(scope: Construct): Key {
  const key = new Key(scope, 'Key', {
    description: 'Encrypts what Signalbox keeps and carries.',
    enableKeyRotation: true,
  });
  const { region, account } = Stack.of(scope);
  const groups = Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: '*',
  });
  key.grantEncryptDecrypt(
    new ServicePrincipal(`logs.${region}.amazonaws.com`, {
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
    }),
  );
  // Rules send to encrypted queues, and the bus reads what it archived.
  const here = { conditions: { StringEquals: { 'aws:SourceAccount': account } } };
  key.grantEncryptDecrypt(new ServicePrincipal('events.amazonaws.com', here));
  // Alarms tell encrypted topics, and Step Functions delivers logs.
  key.grantEncryptDecrypt(new ServicePrincipal('delivery.logs.amazonaws.com', here));
  return key;
}
