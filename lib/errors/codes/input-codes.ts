import type { ErrorExplanation } from '../error-explanation.ts';

/** Events and API input (SB7xx). Sorted by code. */
export const INPUT_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB701: {
    title: 'An event or a request that cannot be read',
    explanation:
      'What was sent is no JSON, or has not the shape that is asked for. An event needs a source, a detail type, an id, a time and a detail that is an object; a request what docs/api.md shows. Nothing was accepted.',
    fix: 'Correct what the message names, and send it again.',
  },
  SB702: {
    title: 'An event that a bus would not take',
    explanation:
      'Source, detail type or detail of the event is missing or has not the right form. Nothing was accepted.',
    fix: 'Send a source, a detail type and a detail that is a JSON object.',
  },
  SB703: {
    title: 'An event or a request that is too large',
    explanation: 'An event may have 256 KiB, a request 3 MiB. Over HTTP this is 413.',
    fix: 'Put large content somewhere else and send its address, or send fewer events at once.',
  },
  SB704: {
    title: 'An event type that the catalogue does not have',
    explanation:
      'An event was named as definitions name it, and neither the built-in catalogue nor catalogue.yaml declares that name.',
    fix: 'Use a name of docs/catalogue.md, declare it in catalogue.yaml, or send source, detailType and detail.',
  },
  SB705: {
    title: 'A run whose input is too large',
    explanation:
      'The event, with the records that the workflow reads at its start, is larger than the 256 KiB that Step Functions takes.',
    fix: 'Send a smaller event: put large content somewhere else and send its address.',
  },
  SB706: {
    title: 'An address that the engine does not serve',
    explanation: 'The path or the method of the request is not one that the engine answers.',
    fix: 'docs/api.md lists what it answers.',
  },
  SB707: {
    title: 'A filter that does not exist',
    explanation:
      'A list was asked for by a status that runs or approvals do not have, or by several filters that do not go together.',
    fix: 'Use one of the values that the message names.',
  },
  SB708: {
    title: 'A cursor that no page gave',
    explanation: 'Cursors are opaque and belong to one list.',
    fix: 'Take the cursor from `next` of the page before, or leave it out for the first page.',
  },
  SB709: {
    title: 'A role that the caller does not have',
    explanation:
      'Each operation of the HTTP API takes a role: viewer to look, editor to change definitions, operator to decide what runs, approver to decide approvals.',
    fix: 'Ask whoever deployed Signalbox for the role; docs/api.md says how callers get theirs.',
  },
  SB710: {
    title: 'A change that does not say what it is based on',
    explanation:
      'What several people may change at the same time is changed with `If-Match`, so that nobody overwrites what they never saw. Over HTTP this is 428.',
    fix: 'Read it first, and send its `ETag` as `If-Match`; where there is nothing yet, send `If-None-Match: *`.',
  },
  SB711: {
    title: 'A request from another site',
    explanation:
      'The engine on this machine answers programs of this machine: not web pages of other sites that a browser here has open, and no names but its own.',
    fix: 'Call it as http://127.0.0.1 or http://localhost, from a program or a page of its own.',
  },
  SB712: {
    title: 'No status event',
    explanation: 'The queue of statuses takes what Step Functions says of its executions, and nothing else.',
    fix: 'Look for what else sends to that queue.',
  },
  SB713: {
    title: 'No request to keep a history',
    explanation: 'The archive queue takes the ids of ended runs, and nothing else.',
    fix: 'Look for what else sends to that queue.',
  },
  SB714: {
    title: 'An idempotency key that was used for something else',
    explanation:
      'An `Idempotency-Key` names one request: the same key answers again what it answered first. It came with another body this time, and nothing was done. Over HTTP this is 422.',
    fix: 'Use a new key for a new request.',
  },
  SB715: {
    title: 'A request that is still at work',
    explanation: 'The first request with this `Idempotency-Key` has not been answered yet.',
    fix: 'Ask again a little later, with the same key.',
  },
  SB716: {
    title: 'A start by hand that was refused',
    explanation:
      'A start by hand passes over the trigger’s `if`, but never over consent, re-entry, overlap and a goal that is reached already. It is on record as skipped.',
    fix: 'Mend what the message names, or start it for another contact.',
  },
  SB717: {
    title: 'A dead letter that is not there',
    explanation: 'No message of this number was given up, or it was put back before. Nothing was put back.',
    fix: 'List them with `signalbox dead-letter list`.',
  },
  SB720: {
    title: 'A webhook with a signature that does not hold',
    explanation:
      'A message is accepted when one of the shared keys signed it, by the Standard Webhooks specification, at most five minutes ago.',
    fix: 'Sign the raw body at the moment it is sent, with a key that both sides know.',
  },
};
