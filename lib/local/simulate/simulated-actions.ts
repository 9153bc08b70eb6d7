import { AsyncLocalStorage } from 'node:async_hooks';
import { type ActionTask, TASK_ERRORS } from '../../compiler/task-contract.ts';
import type { ActionFacts } from '../../engine/actions/action.ts';
import { type RunActionPorts, runAction } from '../../engine/actions/run-action.ts';
import { withTaskErrors } from '../../engine/actions/task-error.ts';
import type { SimulatedEffect, SimulatedMessage, SimulatedRequest } from '../../engine/trials/simulation.ts';
import type { Email, EmailSender } from '../../ports/email-sender.ts';
import type { HttpCaller, HttpRequest, HttpResponse } from '../../ports/http-caller.ts';
import { builtInCatalogue } from '../../workflow/catalogue/built-in.ts';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';
import { neverAnswers } from '../asl/task-answer.ts';
import { sampleValue } from './sample-value.ts';
import type { StepAnswer } from './step-answer.ts';

/** What simulated actions need; `act` carries the real ones out, on the case's records. */
export interface SimulatedActionsDeps extends Pick<RunActionPorts, 'records' | 'clock' | 'ids'> {
  readonly catalogue: Catalogue;
  readonly effects: SimulatedEffect[];
}

/** Actions that render and record everything, and send nothing. */
export interface SimulatedActions {
  /** Does it as `act` does, or gives the answer, if there is one. */
  readonly perform: (task: ActionTask, answer: StepAnswer | undefined, act: () => Promise<unknown>) => Promise<unknown>;
  /** Senders for `act`: what they are handed is kept with the action that is at work. */
  readonly email: EmailSender;
  readonly http: HttpCaller;
}

interface AtWork {
  readonly answer: StepAnswer | undefined;
  readonly internal: boolean;
  readonly messages: SimulatedMessage[];
  readonly requests: SimulatedRequest[];
}

const NO_FACTS: ActionFacts = { sendsMessage: false, delivery: 'at_least_once', reads: [] };

/** Knows nothing from before and keeps nothing: rendering alone has no effect that could be repeated. */
const NO_LEDGER: RunActionPorts['effects'] = {
  begin: async () => ({ claimed: true }),
  finish: async () => {},
  release: async () => {},
};

export function createSimulatedActions(deps: SimulatedActionsDeps): SimulatedActions {
  const { catalogue, clock } = deps;
  const builtIn = builtInCatalogue().actions;
  const atWork = new AsyncLocalStorage<AtWork>();
  return {
    perform: (task, answer, act) =>
      withTaskErrors(async () => {
        const facts = catalogue.actions.get(task.action) ?? NO_FACTS;
        const messages: SimulatedMessage[] = [];
        const requests: SimulatedRequest[] = [];
        const record = (rendered: Pick<SimulatedEffect, 'input' | 'skipped'>): void => {
          const at = new Date(clock.now()).toISOString();
          const answered = answer !== undefined || !builtIn.has(task.action);
          deps.effects.push({ at, step: task.step, action: task.action, answered, messages, requests, ...rendered });
        };
        const input = await render(deps, task, facts).catch((error: unknown) => {
          record({});
          throw error;
        });
        record(input === undefined ? { skipped: 'consent' } : { input });
        // An answer stands for what the action would do; consent holds messages back before that.
        const given = input === undefined ? undefined : standIn(deps, task, answer, builtIn.has(task.action));
        if (given !== undefined) return given();
        return atWork.run({ answer, internal: !facts.sendsMessage, messages, requests }, act);
      }),
    email: {
      async send(email) {
        const { messages, internal } = current(atWork);
        messages.push(readMessage(email, internal));
        return { messageId: `${email.key}#${messages.length}` };
      },
    },
    http: {
      async call(request) {
        const { answer, requests } = current(atWork);
        requests.push(readRequest(request));
        return readAnswer(answer?.kind === 'output' ? answer.output : {});
      },
    },
  };
}

/** What is done instead of the action, if anything is. */
function standIn(
  { catalogue }: SimulatedActionsDeps,
  task: ActionTask,
  answer: StepAnswer | undefined,
  served: boolean,
): (() => unknown) | undefined {
  switch (answer?.kind) {
    case 'timed_out':
      return neverAnswers;
    case 'error':
      return () => {
        const error = new Error(`${answer.code}: ${answer.message}`);
        error.name = answer.transient ? TASK_ERRORS.transient : TASK_ERRORS.permanent;
        throw error;
      };
    case 'output':
      // The answer of an HTTP call is what the other system says: the action judges it as always.
      return task.action === 'http.call' ? undefined : () => answer.output;
    default: {
      const fields = catalogue.actions.get(task.action)?.output ?? {};
      return served ? undefined : () => sampleValue({ type: 'object', fields }, task.action);
    }
  }
}

/** The input as the action is handed it, with the records as they are now; `undefined` when consent holds it back. */
async function render(
  { records, clock, ids, catalogue }: SimulatedActionsDeps,
  task: ActionTask,
  facts: ActionFacts,
): Promise<JsonObject | undefined> {
  let rendered: JsonObject | undefined;
  const onlyRender = {
    htmlFields: [],
    run: async (input: JsonObject) => {
      rendered = input;
      return {};
    },
  };
  const holding = { whyHeld: async () => undefined };
  await runAction(task, facts, onlyRender, { records, clock, ids, holding, effects: NO_LEDGER, zone: catalogue.zone });
  return rendered;
}

function current(atWork: AsyncLocalStorage<AtWork>): AtWork {
  return atWork.getStore() ?? { answer: undefined, internal: true, messages: [], requests: [] };
}

function readMessage({ from, to, subject, text, html }: Email, internal: boolean): SimulatedMessage {
  return { internal, from, to, subject, text, ...(html === undefined ? {} : { html }) };
}

function readRequest({ method, url, body, secret }: HttpRequest): SimulatedRequest {
  const shown = secret?.url === true ? `${new URL(url).origin}/…` : url;
  return { method, url: shown, ...(body === undefined ? {} : { body }) };
}

function readAnswer({ status = 200, headers = {}, body }: JsonObject): HttpResponse {
  const isText = typeof body === 'string';
  return {
    status: typeof status === 'number' ? status : 200,
    headers: { 'content-type': isText ? 'text/plain' : 'application/json', ...textsOf(headers) },
    body: isText ? body : JSON.stringify(body ?? {}),
  };
}

function textsOf(value: Json): Readonly<Record<string, string>> {
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(entries.map(([name, text]) => [name.toLowerCase(), String(text)]));
}
