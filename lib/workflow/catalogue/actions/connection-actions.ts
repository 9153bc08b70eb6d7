import type { ActionType, InputField } from '../catalogue.ts';
import { anything, number, object, text } from '../field-types.ts';
import { DEFAULT_RETRY, DEFAULT_TIMEOUT_SECONDS } from './action-defaults.ts';

const secret: InputField = { type: 'secret', description: 'Name of a secret.' };

const httpInput: ActionType['input'] = {
  method: {
    type: 'text',
    values: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    optional: true,
    description: 'HTTP method; default: GET.',
  },
  url: { type: 'text', description: 'Address, https unless the deployment allows http.' },
  headers: {
    type: 'map',
    of: { type: 'text', description: 'A header’s value.' },
    optional: true,
    description: 'Request headers by name.',
  },
  query: {
    type: 'map',
    of: { type: 'any', description: 'Text, number or boolean.' },
    optional: true,
    description: 'Query parameters by name; encoded for you.',
  },
  body: { type: 'any', optional: true, description: 'A map or list is sent as JSON, text as it is.' },
  auth: {
    type: 'object',
    optional: true,
    description: 'How to sign in: one of the three.',
    fields: {
      bearer: { ...secret, optional: true, description: 'Name of the secret that holds a bearer token.' },
      basic: {
        type: 'object',
        optional: true,
        description: 'User name and password.',
        fields: { user: { type: 'text', description: 'User name.' }, password: secret },
      },
      header: {
        type: 'object',
        optional: true,
        description: 'A key in a header of its own.',
        fields: { name: { type: 'text', literal: true, description: 'Name of the header.' }, value: secret },
      },
    },
  },
  sign: {
    ...secret,
    optional: true,
    description: 'Name of the secret that signs the request by Standard Webhooks.',
  },
  accept: {
    type: 'list',
    of: { type: 'number', description: 'A status code.' },
    optional: true,
    description: 'Status codes beside 2xx that are no error.',
  },
};

/** A6, A10 and A12: other systems, the team's site, and the bus. */
export const CONNECTION_ACTIONS: readonly ActionType[] = [
  {
    name: 'http.call',
    title: 'Call an HTTP address',
    description: 'Calls another system and hands its answer to later steps. Redirects are errors.',
    family: 'http',
    input: httpInput,
    output: {
      status: number('Status code of the answer.'),
      headers: object('Headers of the answer, names in lower case.', {}, true),
      body: anything('The answer: JSON parsed, everything else as text. Typed by `returns`.'),
    },
    returns: 'body',
    sendsMessage: false,
    writes: [],
    reads: [],
    delivery: 'at_least_once',
    retry: DEFAULT_RETRY,
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    causes: [],
  },
  {
    name: 'promotion.show',
    title: 'Show a promotion',
    description: 'Decides which promotion the visitor sees at this point of the visit; the site fetches the decision.',
    family: 'promotion',
    input: {
      promotion: { type: 'text', description: 'Id of the promotion.' },
      data: {
        type: 'map',
        of: { type: 'any', description: 'Any value.' },
        optional: true,
        description: 'Values the site shows with it.',
      },
      expires_in: { type: 'duration', optional: true, description: 'How long the site may show it; default: 1 day.' },
    },
    output: { decision_id: text('The decision, as the site fetches it.'), promotion: text('The promotion.') },
    sendsMessage: false,
    writes: [],
    reads: [],
    delivery: 'at_least_once',
    retry: DEFAULT_RETRY,
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    causes: [],
  },
  {
    name: 'event.put',
    title: 'Put an event on the bus',
    description: 'Puts an event of the catalogue on the bus; other workflows and systems hear it.',
    family: 'event',
    input: {
      event: { type: 'event', description: 'Name of the event.' },
      data: {
        type: 'map',
        of: { type: 'any', description: 'Any value.' },
        dataOf: 'event',
        optional: true,
        description: 'Its data, by the event’s type.',
      },
    },
    output: { event_id: text('Id of the event.') },
    sendsMessage: false,
    writes: [],
    reads: [],
    delivery: 'at_least_once',
    retry: DEFAULT_RETRY,
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    causes: [],
  },
];
