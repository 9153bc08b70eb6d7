import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEngineProcess } from './engine-process.ts';
import { freePort } from './free-port.ts';
import { beside, installed } from './paths.ts';

/** What every client of the emulator is made with. */
export interface MinistackClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface Ministack {
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  /** Spread into the constructor of an AWS SDK client. */
  readonly clientConfig: MinistackClientConfig;
  /** What the CDK command line, and any process that uses an AWS SDK, needs in its environment to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export interface MinistackOptions {
  /** Waits and retry intervals of Step Functions are multiplied with it: 0 skips them. Time-outs keep their length. */
  readonly waitScale?: number;
}

/**
 * Starts ministack, an emulator of AWS, empty, on a free loopback port. Lambda functions run as processes of this
 * machine, Node functions on the Node that runs the tests.
 */
export async function startMinistack({ waitScale = 1 }: MinistackOptions = {}): Promise<Ministack> {
  const port = await freePort();
  const home = await mkdtemp(join(tmpdir(), 'signalbox-ministack-'));
  const endpoint = `http://127.0.0.1:${port}`;
  const python = startEngineProcess({
    command: installed('venv/bin/python'),
    args: [beside('ministack/ministack-server.py'), process.execPath],
    cwd: home,
    env: {
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      LAMBDA_EXECUTOR: 'local',
      LOG_LEVEL: 'WARNING',
      MINISTACK_REGION: REGION,
      SFN_WAIT_SCALE: String(waitScale),
      S3_DATA_DIR: join(home, 's3'),
      STATE_DIR: join(home, 'state'),
      TMPDIR: home,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    },
  });
  await python.healthy(async () => (await fetch(`${endpoint}/_ministack/health`)).ok, 60);
  return {
    endpoint,
    account: ACCOUNT,
    region: REGION,
    clientConfig: { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      CDK_DEFAULT_ACCOUNT: ACCOUNT,
      CDK_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stop: async () => {
      await python.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
