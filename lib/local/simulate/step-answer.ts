import type { Node } from '../../workflow/graph/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { durationSeconds, parseDuration } from '../../workflow/schema/duration.ts';

/** What a step is answered in a simulation, instead of what would happen by itself. */
export type StepAnswer =
  /** The action gives this back. */
  | { readonly kind: 'output'; readonly output: JsonObject }
  /** The action fails; a transient error is retried by the step's policy. */
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly transient: boolean }
  /** Nobody answers, no event comes in: the step's time-out ends it. */
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'received'; readonly data: JsonObject; readonly afterSeconds?: number }
  | {
      readonly kind: 'decision';
      readonly decision: 'approved' | 'rejected';
      readonly by?: string;
      readonly comment?: string;
      readonly edited?: Readonly<Record<string, string>>;
      readonly afterSeconds?: number;
    }
  | { readonly kind: 'variant'; readonly variant: string };

/** The answers that a case gives for a step, or what is wrong with them and how to mend it. */
export function readStepAnswers(node: Node, given: Json): readonly StepAnswer[] | { readonly problem: string } {
  const items: readonly Json[] = Array.isArray(given) ? given : [given];
  const answers: StepAnswer[] = [];
  for (const item of items) {
    const answer = readStepAnswer(node, item);
    if ('problem' in answer) return answer;
    answers.push(answer);
  }
  return answers.length === 0 ? { problem: `The list of answers for "${node.id}" is empty. Remove it` } : answers;
}

type Reading = StepAnswer | { readonly problem: string };

function readStepAnswer(node: Node, given: Json): Reading {
  switch (node.kind) {
    case 'do':
      return readActionAnswer(node.id, given);
    case 'wait_for':
      return readReceived(node.id, given);
    case 'approve':
      return readDecision(node.id, given);
    case 'experiment': {
      const known = [...node.variants.map(({ id }) => id), 'hold_out'];
      return typeof given === 'string' && known.includes(given)
        ? { kind: 'variant', variant: given }
        : { problem: `"${node.id}" is an experiment. Answer with ${known.join(' or ')}` };
    }
    default:
      return {
        problem: `"${node.id}" is ${node.kind === 'each' ? 'an' : 'a'} ${node.kind} step, which needs no answer. Remove it`,
      };
  }
}

function readActionAnswer(step: string, given: Json): Reading {
  if (given === 'timed_out') return { kind: 'timed_out' };
  if (!isJsonObject(given)) {
    return { problem: `"${step}" is an action. Answer with its output as a map, with error: code, or with timed_out` };
  }
  const { error } = given;
  if (error === undefined) return { kind: 'output', output: given };
  const { code, message = 'as the case says', transient = false } = isJsonObject(error) ? error : { code: error };
  return typeof code === 'string' && typeof message === 'string' && typeof transient === 'boolean'
    ? { kind: 'error', code, message, transient }
    : { problem: `The error of "${step}" is a code, or a map of code, message (text) and transient (true or false)` };
}

function readReceived(step: string, given: Json): Reading {
  if (given === 'timed_out') return { kind: 'timed_out' };
  if (given === 'received') return { kind: 'received', data: {} };
  if (!isJsonObject(given)) {
    return { problem: `"${step}" waits for an event. Answer with received, timed_out, or a map of received and after` };
  }
  const { received, after, ...unknown } = given;
  if (!isJsonObject(received) || Object.keys(unknown).length > 0) {
    return { problem: `The answer for "${step}" is received: with the event's data as a map, and after: a duration` };
  }
  const delay = readAfter(after);
  return 'problem' in delay ? delay : { kind: 'received', data: received, ...delay };
}

function readDecision(step: string, given: Json): Reading {
  if (given === 'timed_out') return { kind: 'timed_out' };
  if (given === 'approved' || given === 'rejected') return { kind: 'decision', decision: given };
  const problem = `"${step}" is an approval. Answer with approved, rejected, timed_out, or a map of decision, by, comment, edited and after`;
  if (!isJsonObject(given)) return { problem };
  const { decision, by, comment, edited, after, ...unknown } = given;
  if ((decision !== 'approved' && decision !== 'rejected') || Object.keys(unknown).length > 0) return { problem };
  if ((by !== undefined && typeof by !== 'string') || (comment !== undefined && typeof comment !== 'string')) {
    return { problem };
  }
  const texts = readTexts(edited);
  if (texts === undefined) return { problem };
  const delay = readAfter(after);
  if ('problem' in delay) return delay;
  return {
    kind: 'decision',
    decision,
    ...(by === undefined ? {} : { by }),
    ...(comment === undefined ? {} : { comment }),
    ...(edited === undefined ? {} : { edited: texts }),
    ...delay,
  };
}

function readTexts(value: Json | undefined): Readonly<Record<string, string>> | undefined {
  if (value === undefined) return {};
  if (!isJsonObject(value)) return undefined;
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') return undefined;
    texts[name] = text;
  }
  return texts;
}

function readAfter(value: Json | undefined): { readonly afterSeconds?: number } | { readonly problem: string } {
  if (value === undefined) return {};
  const duration = typeof value === 'string' ? parseDuration(value) : { problem: 'after: is a duration: 4 hours' };
  return 'problem' in duration ? duration : { afterSeconds: durationSeconds(String(value)) };
}
