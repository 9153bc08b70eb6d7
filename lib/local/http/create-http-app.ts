import { type Context, Hono, type Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { invalid, notFound } from '../../errors/app-error.ts';
import type { RunStatus } from '../../ports/run.ts';
import type { RunFilter } from '../../ports/run-store.ts';
import type { EngineApi } from './engine-api.ts';
import { readPostedEvents } from './posted-events.ts';
import { problem } from './problem.ts';
import { readPutEvents } from './put-events.ts';

/** Ten events of 256 KiB and their envelope: the most that one call of EventBridge's API can carry. */
const LARGEST_BODY = 3 * 1024 * 1024;

const PageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().exactOptional(),
});

const RUN_STATUSES = [
  ...(['pending', 'running', 'waiting', 'paused', 'stop-requested'] as const),
  ...(['succeeded', 'failed', 'stopped', 'exited'] as const),
] satisfies RunStatus[];

const DecisionSchema = z.strictObject({
  decision: z.enum(['approved', 'rejected']),
  by: z.string().min(1),
  comment: z.string().max(2000).optional(),
  edited: z.record(z.string(), z.string()).optional(),
});

const RedriveSchema = z.strictObject({ id: z.number().int().optional() });
const StopSchema = z.strictObject({ by: z.string().min(1) });

/** The embedded engine over HTTP: events in, runs and approvals out. */
export function createHttpApp(engine: EngineApi): Hono {
  const app = new Hono();
  app.onError((error, context) => problem(context, error));
  app.notFound((context) =>
    problem(
      context,
      notFound({
        code: 'SB706',
        message: `There is nothing at ${context.req.method} ${context.req.path}.`,
        resolution: 'docs/cli.md lists what the engine answers.',
      }),
    ),
  );
  app.use(limitBody());
  addEvents(app, engine);
  addReads(app, engine);
  addDecisions(app, engine);
  return app;
}

/** What a request says of its own length spares putting a stream before its body, which costs more than all the rest. */
function limitBody() {
  const counted = bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => problem(context, tooLarge()) });
  return async (context: Context, next: Next): Promise<Response | undefined> => {
    const length = context.req.header('content-length');
    if (length === undefined || context.req.header('transfer-encoding') !== undefined) {
      return (await counted(context, next)) ?? undefined;
    }
    if (Number(length) > LARGEST_BODY) {
      return problem(context, tooLarge());
    }
    await next();
    return undefined;
  };
}

function addEvents(app: Hono, engine: EngineApi): void {
  const now = (): string => new Date(engine.now()).toISOString();
  app.post('/events', async (context) => {
    const events = readPostedEvents(await readJson(context.req), { ...engine, now });
    await engine.accept(events);
    return context.json({ ids: events.map(({ id }) => id) }, 202);
  });
  // Where the AWS SDKs send `PutEvents` when their endpoint is set to this server.
  app.post('/', async (context) => {
    const target = context.req.header('x-amz-target');
    if (target !== 'AWSEvents.PutEvents') {
      return awsError('UnknownOperationException', `This endpoint serves PutEvents, not ${target ?? 'this'}.`);
    }
    const reading = readPutEvents(await readJson(context.req), engine.newId, engine.now);
    if (reading.kind === 'refused') {
      return awsError('ValidationException', reading.message);
    }
    await engine.accept(reading.events);
    const failed = reading.answers.length - reading.events.length;
    return awsJson({ FailedEntryCount: failed, Entries: reading.answers }, 200);
  });
}

function addReads(app: Hono, engine: EngineApi): void {
  app.get('/health', (context) => context.json(engine.health()));
  app.get('/workflows', async (context) => context.json({ items: await engine.listWorkflows() }));
  app.get('/workflows/:id', async (context) => context.json(await engine.showWorkflow(context.req.param('id'))));
  app.get('/runs', async (context) => {
    const { workflow, status, contact } = context.req.query();
    const filter = runFilter({ workflow, status, contact });
    return context.json(await engine.listRuns(filter, check(PageSchema, context.req.query())));
  });
  app.get('/runs/:id', async (context) => context.json(await engine.showRun(context.req.param('id'))));
  app.get('/approvals', async (context) => {
    const page = check(PageSchema, context.req.query());
    return context.json(await engine.listApprovals(context.req.query('status'), page));
  });
  app.get('/outbox', async (context) => {
    const { limit } = check(PageSchema, context.req.query());
    return context.json({ items: await engine.listOutbox(limit) });
  });
  app.get('/dead-letters', (context) => {
    const { limit } = check(PageSchema, context.req.query());
    return context.json({ items: engine.listDeadLetters(limit) });
  });
}

function addDecisions(app: Hono, engine: EngineApi): void {
  app.post('/approvals/:id/decision', async (context) => {
    const decision = check(DecisionSchema, await readJson(context.req));
    return context.json(await engine.decide(context.req.param('id'), decision));
  });
  app.post('/runs/:id/stop', async (context) => {
    const { by } = check(StopSchema, await readJson(context.req));
    return context.json(await engine.stopRun(context.req.param('id'), by));
  });
  app.post('/dead-letters/redrive', async (context) => {
    const { id } = check(RedriveSchema, await readJson(context.req));
    return context.json({ redriven: engine.redrive(id) });
  });
}

function runFilter(given: {
  workflow?: string | undefined;
  status?: string | undefined;
  contact?: string | undefined;
}): RunFilter {
  const { workflow, contact } = given;
  const status = given.status === undefined ? undefined : readStatus(given.status);
  if (contact !== undefined) {
    if (workflow !== undefined || status !== undefined) {
      throw invalid({
        code: 'SB707',
        message: 'Runs are listed by contact, or by workflow and status, not by all of them.',
        resolution: 'Leave contact out, or workflow and status.',
      });
    }
    return { contact };
  }
  return { ...(workflow === undefined ? {} : { workflow }), ...(status === undefined ? {} : { status }) };
}

function readStatus(text: string): RunStatus {
  const status = RUN_STATUSES.find((known) => known === text);
  if (status === undefined) {
    throw invalid({
      code: 'SB707',
      message: `'${text}' is no status of a run.`,
      resolution: `Use one of ${RUN_STATUSES.join(', ')}.`,
    });
  }
  return status;
}

async function readJson(request: { text: () => Promise<string> }): Promise<unknown> {
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid({
      code: 'SB701',
      message: `The body is no JSON: ${cause instanceof Error ? cause.message : 'unreadable'}`,
      resolution: 'Send JSON.',
      cause,
    });
  }
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw invalid({
      code: 'SB701',
      message: `The request cannot be read: ${z.prettifyError(result.error).replaceAll(/\s+/g, ' ')}`,
      resolution: 'docs/cli.md shows the requests.',
    });
  }
  return result.data;
}

function tooLarge(): Error {
  return invalid({
    code: 'SB703',
    message: 'The body is larger than 3 MiB.',
    resolution: 'Send fewer events at once.',
  });
}

/** The JSON 1.1 protocol of the AWS SDKs. */
function awsJson(body: object, status: number): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/x-amz-json-1.1' } });
}

function awsError(type: string, message: string): Response {
  return awsJson({ __type: type, message }, 400);
}
