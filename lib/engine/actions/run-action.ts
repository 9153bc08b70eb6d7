import type { ActionTask } from '../../compiler/task-contract.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EffectLedger } from '../../ports/effect-ledger.ts';
import type { Holding } from '../../ports/holding.ts';
import type { Ids } from '../../ports/ids.ts';
import type { RecordStore, StoredRecord } from '../../ports/record-store.ts';
import type { RecordName } from '../../workflow/catalogue/catalogue.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';
import { heldError } from '../holding/held-error.ts';
import { renderInput } from '../rendering/render-input.ts';
import { taskKey } from '../runs/task-key.ts';
import type { Action, ActionFacts } from './action.ts';
import { contactZone } from './contact-zone.ts';
import { readRecords } from './read-records.ts';

/** What the frame around every action needs. */
export interface RunActionPorts {
  readonly records: Pick<RecordStore, 'getMany'>;
  readonly effects: EffectLedger;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'ulid'>;
  /** Whether actions are kept back now. */
  readonly holding: Holding;
  /** The deployment's IANA zone, for contacts that have none. */
  readonly zone: string;
}

/** The output of a step that sent nothing because the contact does not give the consent (any more). */
const SKIPPED_FOR_CONSENT = { skipped: 'consent' } as const;

/**
 * Runs one action once, however often its task is tried: reads the records as they are now, checks consent before
 * each message (P1), renders the input, and keeps the outcome under run + step + iteration.
 *
 * A try that began and left no outcome may have had its effect. `at_least_once` then does it again; `at_most_once`
 * does not, and fails with `outcome_unknown`. There is no third.
 *
 * What is kept back is told as `Signalbox.Held` before anything is done, and comes again with the same key.
 *
 * @throws AppError, or the error that takes the action to its held state
 */
export async function runAction(
  task: ActionTask,
  facts: ActionFacts,
  action: Action,
  ports: RunActionPorts,
): Promise<Json> {
  const held = await ports.holding.whyHeld(task.run.workflow);
  if (held !== undefined) throw heldError(held);
  const key = taskKey(task);
  const attempt = ports.ids.ulid();
  const begun = await ports.effects.begin(key, attempt, new Date(ports.clock.now()).toISOString());
  if (!begun.claimed && begun.state.status === 'done') return begun.state.outcome;
  if (!begun.claimed && facts.delivery === 'at_most_once') throw outcomeUnknown(task, 'an earlier try was cut off');
  const outcome = await performOrGiveBack({ task, facts, action, ports, key, attempt, claimed: begun.claimed });
  // When this fails, the effect is there and its outcome is not: the next try meets the claim.
  await ports.effects.finish(key, outcome);
  return outcome;
}

interface Try {
  readonly task: ActionTask;
  readonly facts: ActionFacts;
  readonly action: Action;
  readonly ports: RunActionPorts;
  readonly key: string;
  readonly attempt: string;
  /** Otherwise an earlier try holds the claim. */
  readonly claimed: boolean;
}

/** Gives the claim back after a try that certainly had no effect, so that the next one may begin. */
async function performOrGiveBack(tried: Try): Promise<JsonObject> {
  try {
    return await perform(tried);
  } catch (error) {
    const harmless = hadNoEffect(error);
    if (tried.facts.delivery === 'at_most_once' && !harmless) throw outcomeUnknown(tried.task, describe(error), error);
    if (tried.claimed && harmless) await tried.ports.effects.release(tried.key, tried.attempt);
    throw error;
  }
}

async function perform({ task, facts, action, ports, key, claimed }: Try): Promise<JsonObject> {
  const wanted: RecordName[] = [...facts.reads, ...(task.reads ?? [])];
  if (facts.sendsMessage || task.zone === 'contact') wanted.push('contact');
  const records = await readRecords(task.run, wanted, ports.records);
  if (facts.sendsMessage && !mayReceive(records.contact, task.consent)) return SKIPPED_FOR_CONSENT;
  const zone = task.zone === 'contact' ? contactZone(records.contact, ports.zone) : task.zone;
  const scope = { roots: { ...task.data, ...records, run: runRoot(task) }, now: task.now, zone };
  const input = renderInput(task.with, scope, action.htmlFields);
  return action.run(input, { key, repeated: !claimed, task, records, zone });
}

/** The contact's consents as they are now count, not those at the start. Nobody we know gives none. */
function mayReceive(contact: StoredRecord | undefined, consent: string | undefined): boolean {
  if (consent === undefined || consent === 'none') return true;
  const consents = contact?.consents;
  return Array.isArray(consents) && consents.includes(consent);
}

/** The language's root `run`, and no more of what the engine knows of a run. */
function runRoot({ run }: ActionTask): JsonObject {
  const { id, workflow, version, arm, started_at } = run;
  return { id, workflow, version, arm, started_at };
}

/** Only errors that were thrown on purpose can say so; anything else may have struck in the middle. */
function hadNoEffect(error: unknown): boolean {
  return error instanceof AppError && error.details.effect !== 'unknown';
}

function describe(error: unknown): string {
  return error instanceof AppError ? `${error.code}: ${error.message}` : String(error);
}

function outcomeUnknown(task: ActionTask, reason: string, cause?: unknown): AppError {
  return new AppError({
    code: 'outcome_unknown',
    kind: 'conflict',
    message: `Nobody knows whether "${task.step}" (${task.action}) had its effect, so it is not repeated: ${reason}`,
    resolution: 'Look at the other side whether it happened, then go on by hand; or give the step an on_error.',
    details: { step: task.step, action: task.action },
    cause,
  });
}
