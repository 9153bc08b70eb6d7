import { z } from 'zod';
import { type ActionTask, TaskEnvelopeSchema, type TaskRequest } from '../../compiler/task-contract.ts';
import { createActionHandler } from '../../engine/actions/action-handler.ts';
import {
  conversationActions,
  emailActions,
  eventActions,
  httpActions,
  notifyActions,
  promotionActions,
  recordsActions,
} from '../../engine/actions/built-in-actions.ts';
import { createBusChannel } from '../../engine/actions/conversation/bus-channel.ts';
import { createPublishEvents } from '../../engine/actions/publish-events.ts';
import { withTaskErrors } from '../../engine/actions/task-error.ts';
import type { TellApprovers } from '../../engine/approvals/tell-approvers.ts';
import type { Holds } from '../../engine/conditions/holds.ts';
import { createHoldStep } from '../../engine/hold-step.ts';
import { createReadRunData } from '../../engine/read-run-data.ts';
import { createRegisterWait } from '../../engine/register-wait.ts';
import { createRequestApproval } from '../../engine/request-approval.ts';
import { fault } from '../../errors/app-error.ts';
import { sha256 } from '../../node/sha256.ts';
import { signWebhook } from '../../node/standard-webhooks.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EmailSender } from '../../ports/email-sender.ts';
import type { Holding } from '../../ports/holding.ts';
import type { HttpCaller } from '../../ports/http-caller.ts';
import type { Ids } from '../../ports/ids.ts';
import type { MessageStore } from '../../ports/message-store.ts';
import type { PromotionStore } from '../../ports/promotion-store.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { TaskTokens } from '../../ports/task-tokens.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { Json } from '../../workflow/json.ts';
import type { LocalStores } from '../sqlite/create-stores.ts';
import { familyOf } from './function-name.ts';

/** What the functions of the embedded engine need. */
export interface TaskFunctionsDeps {
  /** Resolves when all that was written is on the disk. */
  readonly durable: () => Promise<void>;
  readonly catalogue: Catalogue;
  readonly stores: LocalStores & { readonly promotions: PromotionStore };
  readonly tokens: Pick<TaskTokens, 'succeed'>;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly holds: Holds;
  readonly email: EmailSender;
  readonly http: HttpCaller;
  readonly secrets: Secrets;
  readonly messages: MessageStore;
  /** Senders, `Name <address>`. */
  readonly from: string;
  /** Tells people that they are asked. */
  readonly tell: TellApprovers;
  readonly scheduler: Scheduler;
  readonly holding: Holding;
  /** A team's own actions by family: what the state machine hands its Lambda is handed to these. */
  readonly ownActions: Readonly<Record<string, (task: ActionTask) => Promise<Json>>>;
}

/** What a state's call of a function does: the same use cases that stand behind the Lambdas. */
export type CallTaskFunction = (resource: string, payload: Json) => Promise<unknown>;

/** All functions that compiled states call, in this process. */
export function createTaskFunctions(deps: TaskFunctionsDeps): CallTaskFunction {
  const { stores, holds, clock, ids, catalogue } = deps;
  const { calendars, zone } = catalogue;
  const act = createBuiltInActions(deps);
  const read = createReadRunData({ ...stores, calendars, holds, clock, zone });
  const wait = createRegisterWait({ ...stores, tokens: deps.tokens, holds, clock });
  const ask = createRequestApproval({ ...stores, ids, clock, zone, tell: deps.tell, scheduler: deps.scheduler });
  const hold = createHoldStep({ ...stores, tokens: deps.tokens, scheduler: deps.scheduler, clock });
  const callAction = async (task: ActionTask, own: TaskFunctionsDeps['ownActions'][string] | undefined) => {
    if (own === undefined) {
      return act(task);
    }
    // Built-in actions claim their effect on the disk first; what a team's own does, nobody here can know.
    await deps.durable();
    return own(task);
  };
  return (resource, payload) =>
    withTaskErrors(async () => {
      const task = readTask(payload);
      switch (task.kind) {
        case 'action':
          return callAction(task, deps.ownActions[familyOf(resource)]);
        case 'read':
          return read(task);
        case 'wait_for':
          return wait(task);
        case 'approve':
          await ask(task);
          return null;
        case 'hold':
          return hold(task);
      }
    });
}

function createBuiltInActions(deps: TaskFunctionsDeps): (task: ActionTask) => Promise<Json> {
  const { stores, catalogue, clock, ids, bus, from } = deps;
  const hash = sha256;
  const publish = createPublishEvents({ bus, clock, hash, events: catalogue.events });
  return createActionHandler({
    types: catalogue.actions,
    ports: {
      ...{ records: stores.records, effects: stores.effects, holding: deps.holding },
      ...{ clock, ids, zone: catalogue.zone },
    },
    actions: {
      ...emailActions({ email: deps.email, messages: deps.messages, settings: { from } }),
      ...httpActions({ http: deps.http, secrets: deps.secrets, signWebhook, clock, hash }),
      ...recordsActions({ records: stores.records, publish, hash, types: catalogue.records }),
      ...conversationActions({ conversations: createBusChannel(bus), hash }),
      ...promotionActions({ promotions: stores.promotions, hash }),
      ...notifyActions({ email: deps.email, http: deps.http, secrets: deps.secrets, teams: catalogue.teams, from }),
      ...eventActions({ publish }),
    },
  });
}

/** The envelope is checked; the rest was written by the compiler of this contract. */
function readTask(payload: Json): TaskRequest {
  const result = z.safeParse(TaskEnvelopeSchema, payload);
  if (!result.success) {
    throw fault({
      code: 'bad_task',
      message: `A state sent a request that this engine cannot read: ${z.prettifyError(result.error)}`,
      resolution: 'Publish the workflow again: it was compiled by another version.',
    });
  }
  return payload as unknown as TaskRequest;
}
