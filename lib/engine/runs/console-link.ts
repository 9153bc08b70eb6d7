import type { Run } from '../../ports/run.ts';

/** Consoles of the partitions of AWS. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The run's execution in the AWS console; `undefined` for an embedded engine's. */
export function consoleLink({ id, machineRef }: Pick<Run, 'id' | 'machineRef'>): string | undefined {
  const [arn, partition = '', service, region, account, , machine] = machineRef.split(':');
  const console = CONSOLES[partition];
  if (arn !== 'arn' || console === undefined) {
    return undefined;
  }
  const execution = [arn, partition, service, region, account, 'execution', machine, id].join(':');
  return `https://${region}.${console}/states/home?region=${region}#/v2/executions/details/${execution}`;
}
