import {
  type EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type PutTargetsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { ruleName } from '../config/names.ts';
import { type AppError, conflict, transient } from '../errors/app-error.ts';
import type { Bus } from '../ports/bus.ts';
import type { RuleProbe } from './rule-probe.ts';
import { fromSdkError, sdkErrorName } from './sdk-errors.ts';

export interface EventBridgeRulesDeps {
  readonly client: EventBridgeClient;
  readonly busName: string;
  /** Where the events go: to dispatch, and to those who wait for them. */
  readonly queueArns: { readonly dispatch: string; readonly signal: string };
  readonly probe: RuleProbe;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** How often a rule is asked whether it is in force, every 3 seconds. @default 30 */
  readonly probes?: number;
}

/** How often, and how far apart, a rule is asked whether it is in force: a minute and a half in all. */
const PROBES = 30;
const PROBE_INTERVAL_MS = 3_000;

/**
 * Releases of one deployment put the rules of shared events at the same time, and EventBridge takes one at a time; it
 * may also take the rule and not its targets. Putting it all again changes nothing that was taken.
 */
const CHANGE_TRIES = 6;
const CHANGE_INTERVAL_MS = 2_000;

/**
 * One rule for each event type, whose pattern is the type's source and detail type alone: putting it again changes
 * nothing, in whatever order workflows are published. PutRule takes effect late, so the rule counts as made only when
 * an event that it matched came out at the other end.
 */
export function createEventBridgeRules(deps: EventBridgeRulesDeps): Pick<Bus, 'subscribe'> {
  return {
    async subscribe(event) {
      await untilPut(deps, event);
      await untilLive(deps, event);
    },
  };
}

type EventType = Parameters<Bus['subscribe']>[0];

async function untilPut(deps: EventBridgeRulesDeps, event: EventType): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await putRule(deps, event);
    } catch (error) {
      const failure = explained(deps, event, error);
      if (failure.kind !== 'transient' || attempt === CHANGE_TRIES) throw failure;
    }
    await deps.wait(CHANGE_INTERVAL_MS);
  }
}

async function putRule({ client, busName, queueArns }: EventBridgeRulesDeps, event: EventType): Promise<void> {
  const rule = { EventBusName: busName, Name: ruleName(event.name) };
  await client.send(
    new PutRuleCommand({
      ...rule,
      Description: `Carries ${event.name} to the workflows that name it.`,
      EventPattern: JSON.stringify({ source: [event.source], 'detail-type': [event.detailType] }),
      State: 'ENABLED',
    }),
  );
  const { FailedEntries = [] } = await client.send(
    new PutTargetsCommand({
      EventBusName: busName,
      Rule: rule.Name,
      Targets: Object.entries(queueArns).map(([Id, Arn]) => ({ Id, Arn })),
    }),
  );
  const [failed] = FailedEntries;
  if (failed) throw refusedTarget(rule.Name, failed);
}

/** As the error that the call would have thrown for this target alone; without a code, trying again may help. */
function refusedTarget(rule: string, { TargetId, ErrorCode, ErrorMessage }: PutTargetsResultEntry): AppError {
  const reason = Object.assign(new Error(ErrorMessage ?? 'no reason given'), { name: ErrorCode ?? 'Unknown' });
  return fromSdkError(reason, `put target ${TargetId} of rule ${rule}`);
}

function explained({ busName }: EventBridgeRulesDeps, event: EventType, error: unknown): AppError {
  if (sdkErrorName(error) === 'LimitExceededException') return tooManyRules(busName, event.name, error);
  return fromSdkError(error, `put rule ${ruleName(event.name)}`);
}

async function untilLive(
  { client, busName, probe, wait, probes = PROBES }: EventBridgeRulesDeps,
  event: EventType,
): Promise<void> {
  const id = probe.create();
  const entry = {
    EventBusName: busName,
    Source: event.source,
    DetailType: event.detailType,
    Detail: JSON.stringify(probe.detail(id)),
  };
  for (let attempt = 1; attempt <= probes; attempt += 1) {
    await send(client, new PutEventsCommand({ Entries: [entry] }), event.name);
    await wait(PROBE_INTERVAL_MS);
    if (await probe.cameBack(id)) return;
  }
  throw transient({
    code: 'SB906',
    message: `The rule for ${event.name} is not in force after ${(probes * PROBE_INTERVAL_MS) / 1000} seconds: the event put to probe it did not come out.`,
    resolution:
      'Try again. If it stays so, look whether dispatch is running: its queue may be full, or its event source disabled.',
  });
}

async function send(client: EventBridgeClient, command: PutEventsCommand, event: string): Promise<void> {
  try {
    await client.send(command);
  } catch (error) {
    throw fromSdkError(error, `put a probe for ${event}`);
  }
}

function tooManyRules(busName: string, event: string, cause: unknown) {
  return conflict({
    code: 'SB907',
    message: `Event bus ${busName} has as many rules as it may have, so there is none for ${event}.`,
    resolution:
      'Raise the EventBridge quota "Invoked rules per event bus", or remove rules of event types that no workflow names.',
    cause,
  });
}
