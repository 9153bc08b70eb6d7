import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type ExecutionDescription, type ExecutionRef, type Executions, notRedrivable } from '../ports/executions.ts';
import type { Json } from '../workflow/json.ts';
import { fromSdkError, sdkErrorName } from './sdk-errors.ts';

/** Executions of Step Functions. A `machineRef` is the ARN of a state machine version. */
export function createStepFunctionsExecutions({ client }: { readonly client: SFNClient }): Executions {
  return {
    start: (execution) => start(client, execution),
    stop: (execution) => stop(client, execution),
    redrive: (execution) => redrive(client, execution),
    describe: (execution) => describe(client, execution),
    async listRunning(stateMachineArn, cursor) {
      const list = new ListExecutionsCommand({
        stateMachineArn,
        statusFilter: 'RUNNING',
        maxResults: 1000,
        nextToken: cursor,
      });
      const { executions, nextToken } = await ask(`list runs of ${stateMachineArn}`, () => client.send(list));
      const items = (executions ?? []).flatMap(({ name }) => name ?? []);
      return nextToken === undefined ? { items } : { items, next: nextToken };
    },
    history: (execution) => history(client, execution),
  };
}

async function start(
  client: SFNClient,
  { machineRef, name, input }: ExecutionRef & { readonly input: string },
): Promise<'started' | 'exists'> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn: machineRef, name, input }));
    return 'started';
  } catch (error) {
    // AWS says so when the name was used with another input, or has ended; the same start again is answered as the first.
    if (sdkErrorName(error) === 'ExecutionAlreadyExists') return 'exists';
    throw fromSdkError(error, `start run ${name}`);
  }
}

async function stop(
  client: SFNClient,
  { error, cause, ...execution }: ExecutionRef & { readonly error: string; readonly cause: string },
): Promise<void> {
  const command = new StopExecutionCommand({
    executionArn: executionArn(execution),
    error: error.slice(0, 256),
    cause: cause.slice(0, 32_768),
  });
  await unlessMissing(`stop run ${execution.name}`, () => client.send(command));
}

/** Step Functions says only that it cannot be redriven; why is in the execution's description. */
async function redrive(client: SFNClient, execution: ExecutionRef): Promise<void> {
  const { name } = execution;
  try {
    await client.send(new RedriveExecutionCommand({ executionArn: executionArn(execution) }));
  } catch (error) {
    switch (sdkErrorName(error)) {
      case 'ExecutionNotRedrivable':
        throw notRedrivable(name, await whyNotRedrivable(client, execution));
      case 'ExecutionDoesNotExist':
        throw notRedrivable(name, 'Its execution is not there any more.');
      case 'StateMachineDeleting':
      case 'StateMachineDoesNotExist':
        throw notRedrivable(name, 'Its state machine was deleted.');
      default:
        throw fromSdkError(error, `redrive run ${name}`);
    }
  }
}

/** How long Step Functions takes up what has ended. */
const REDRIVABLE_DAYS = 14;

async function whyNotRedrivable(client: SFNClient, execution: ExecutionRef): Promise<string> {
  const command = new DescribeExecutionCommand({ executionArn: executionArn(execution) });
  const described = await unlessMissing(`look at run ${execution.name}`, () => client.send(command));
  const reason = described?.redriveStatusReason ?? 'Step Functions does not say why.';
  return `${reason} Step Functions takes up what failed, timed out or was stopped up to ${REDRIVABLE_DAYS} days before.`;
}

async function describe(client: SFNClient, execution: ExecutionRef): Promise<ExecutionDescription | undefined> {
  const command = new DescribeExecutionCommand({ executionArn: executionArn(execution) });
  const described = await unlessMissing(`look at run ${execution.name}`, () => client.send(command));
  return described && description(described);
}

async function history(client: SFNClient, execution: ExecutionRef): Promise<readonly Json[]> {
  const events: Json[] = [];
  let nextToken: string | undefined;
  do {
    const command = new GetExecutionHistoryCommand({
      executionArn: executionArn(execution),
      maxResults: 1000,
      nextToken,
    });
    const page = await unlessMissing(`read the history of run ${execution.name}`, () => client.send(command));
    events.push(...(page?.events ?? []).map(plain));
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
  return events;
}

/** Executions belong to the machine, whatever version they run. */
function executionArn({ machineRef, name }: ExecutionRef): string {
  const [arn, partition, service, region, account, , machine] = machineRef.split(':');
  return [arn, partition, service, region, account, 'execution', machine, name].join(':');
}

function description(described: DescribeExecutionOutput): ExecutionDescription {
  const { status, startDate, stopDate, output, error, cause, redriveCount } = described;
  return {
    // A redrive that waits for its turn will run: nothing of ours depends on the difference.
    status: status === undefined || status === 'PENDING_REDRIVE' ? 'RUNNING' : status,
    startedAt: (startDate ?? new Date(0)).toISOString(),
    ...(stopDate && { endedAt: stopDate.toISOString() }),
    ...(output !== undefined && { output: JSON.parse(output) }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redrives: redriveCount ?? 0,
  };
}

/** Dates as ISO 8601, absent fields left out: what JSON makes of it. */
function plain(event: HistoryEvent): Json {
  return JSON.parse(JSON.stringify(event));
}

async function ask<Answer>(doing: string, send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    throw fromSdkError(error, doing);
  }
}

async function unlessMissing<Answer>(doing: string, send: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await send();
  } catch (error) {
    if (sdkErrorName(error) === 'ExecutionDoesNotExist') return undefined;
    throw fromSdkError(error, doing);
  }
}
