import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** One invocation, as a handler sees it. */
export interface LambdaCall {
  /** The function's name, without region, account and qualifier. */
  readonly functionName: string;
  /** The version or alias after the name, if the caller named one. */
  readonly qualifier: string | undefined;
  /** The execution that calls. */
  readonly executionArn: string;
  /** The state that calls. */
  readonly state: string;
  /** 0 for the first try, then the number of the retry. */
  readonly attempt: number;
}

/** A Lambda function. What it throws becomes a function error: `errorType` is the error's name. */
export type LambdaHandler = (payload: unknown, call: LambdaCall) => unknown;

/**
 * What a handler returns to say "the state's time-out passes before this is done": the caller sees its time-out at
 * once. In a `waitForTaskToken` task it means that nobody sends the token in time.
 */
export const TIMES_OUT: unique symbol = Symbol('times out');

export interface LambdaEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

const callContextSchema = z.object({ execution: z.string(), state: z.string(), attempt: z.int() });
const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations(?:\?Qualifier=(.+))?$/;
const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]+:[^:]+:function:([^:]+)(?::(.+))?$/;

/**
 * Serves the Lambda Invoke API on loopback. `handlerFor` finds the function of a call, or undefined, which is answered
 * as Lambda does (`ResourceNotFoundException`). The calling execution is read from the client context.
 */
export async function startLambdaEndpoint(
  handlerFor: (call: LambdaCall) => LambdaHandler | undefined,
): Promise<LambdaEndpoint> {
  const server = createServer((request, response) => {
    answer(request, response, handlerFor).catch((error: unknown) => {
      send(response, 500, { message: String(error) }, { 'x-amzn-errortype': 'ServiceException' });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening HTTP server has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlerFor: (call: LambdaCall) => LambdaHandler | undefined,
): Promise<void> {
  const body = await textOf(request);
  const call = callOf(request);
  const handler = handlerFor(call);
  if (handler === undefined) {
    const message = `Function not found: ${call.functionName}`;
    send(response, 404, { Message: message, Type: 'User' }, { 'x-amzn-errortype': 'ResourceNotFoundException' });
    return;
  }
  try {
    const result = await handler(body === '' ? undefined : JSON.parse(body), call);
    if (result === TIMES_OUT) send(response, 200, {}, { 'x-signalbox-times-out': '1' });
    else send(response, 200, result ?? null, {});
  } catch (error) {
    send(response, 200, functionError(error), { 'x-amz-function-error': 'Unhandled' });
  }
}

function callOf(request: IncomingMessage): LambdaCall {
  const [, target = '', query] = INVOKE.exec(request.url ?? '') ?? [];
  const named = decodeURIComponent(target);
  const [, functionName = named, qualifier = query] = FUNCTION_ARN.exec(named) ?? [];
  const header = z.string().parse(request.headers['x-amz-client-context']);
  const context = callContextSchema.parse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')));
  return { functionName, qualifier, executionArn: context.execution, state: context.state, attempt: context.attempt };
}

/** The payload that Lambda's Node runtime gives for a thrown error. The stack is left out: it differs by machine. */
function functionError(error: unknown): object {
  const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) };
  return { errorType: name, errorMessage: message, trace: [] };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  const identity = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
  response.writeHead(status, { ...identity, ...headers }).end(JSON.stringify(body));
}
