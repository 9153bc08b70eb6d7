import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** Lets the services that encrypt with a key use it. A key of another stack has to allow them itself. */
export function allowServices(scope: Construct, key: IKey): void {
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
  const here = { conditions: { StringEquals: { 'aws:SourceAccount': account } } };
  // Rules send to encrypted queues, and the bus reads what it archived.
  key.grantEncryptDecrypt(new ServicePrincipal('events.amazonaws.com', here));
  // Step Functions has its logs delivered.
  key.grantEncryptDecrypt(new ServicePrincipal('delivery.logs.amazonaws.com', here));
}
