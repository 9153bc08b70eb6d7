import { invalid, notFound, transient } from '../errors/app-error.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';
import type { Issue } from '../workflow/issue.ts';
import { isJsonObject, type Json, type JsonObject } from '../workflow/json.ts';
import { loadWorkflow } from '../workflow/load-workflow.ts';
import type { Simulation } from './trials/simulation.ts';
import type { Trials } from './trials/trials.ts';
import { type FindTextDeps, findText, type TextChoice } from './workflows/find-text.ts';

/** What previewing needs. */
export interface PreviewWorkflowDeps extends Pick<FindTextDeps, 'workflows' | 'drafts'> {
  readonly catalogue: Catalogue;
  readonly records: Pick<RecordStore, 'get'>;
  readonly trials: Trials;
}

/** What to try. */
export interface PreviewRequest {
  readonly workflow: string;
  /** A text that is not saved. */
  readonly text?: string | undefined;
  /** Otherwise that of a version or, by default, of the draft. */
  readonly version?: TextChoice | undefined;
  /** The id of a stored contact, or a contact's fields. */
  readonly contact?: string | JsonObject | undefined;
  /** Where the trigger event's data differs from its type's sample. */
  readonly event?: JsonObject | undefined;
  /** When it happens, what happens besides, and what steps are answered: as `signalbox simulate --case` reads them. */
  readonly now?: string | undefined;
  readonly records?: JsonObject | undefined;
  readonly missing?: readonly string[] | undefined;
  readonly timeline?: readonly JsonObject[] | undefined;
  readonly answers?: JsonObject | undefined;
}

/** What would happen. */
export interface Preview extends Simulation {
  readonly workflow: string;
  /** What was tried: `text` for one that is not saved. */
  readonly version: TextChoice | 'text';
  /** Of the text and of what was asked. */
  readonly warnings: readonly Issue[];
}

/**
 * Plays a draft, a version or a text with a sample contact and event: the path, the values that conditions saw, every
 * message rendered. Nothing is sent, nothing is stored, and time is virtual.
 *
 * @throws AppError SB602, SB652 no such version or draft · SB603 the text has errors · SB698
 * what is asked does not fit the workflow, or there is no such contact · SB699 it took too long
 */
export function createPreviewWorkflow(deps: PreviewWorkflowDeps): (request: PreviewRequest) => Promise<Preview> {
  return async ({ workflow, text: given, version = 'draft', contact, ...rest }) => {
    const text = given ?? (await findText(deps, workflow, version));
    const { graph, issues } = loadWorkflow({ text, catalogue: deps.catalogue });
    if (graph === undefined) {
      throw textHasErrors(workflow, issues);
    }
    const stored = typeof contact === 'string' ? await storedContact(deps, contact) : contact;
    const path = graph.trigger.kind === 'event' ? graph.trigger.contact?.segments : undefined;
    const event =
      typeof contact === 'string' && path !== undefined
        ? withField(rest.event ?? {}, path.map(String), contact)
        : rest.event;
    const { now, records, missing, timeline, answers } = rest;
    const scenario = present({ now, event, contact: stored, records, missing, timeline, answers });
    const report = await deps.trials.play({ text, scenarios: [{ scenario }] });
    const outcome = report.kind === 'refused' ? report : report.outcomes[0];
    switch (outcome?.kind) {
      case 'played':
        return {
          workflow,
          version: given === undefined ? version : 'text',
          ...outcome.simulation,
          warnings: [...issues, ...outcome.warnings],
        };
      case 'refused':
        throw doesNotFit(workflow, outcome.issues);
      default:
        throw transient({
          code: 'SB699',
          message: `The preview of "${workflow}" took longer than it may.`,
          resolution: 'Try a smaller event: lists that `each` goes through cost the most.',
        });
    }
  };
}

/** The error of a text that cannot be played. */
export function textHasErrors(workflow: string, issues: readonly Issue[]) {
  return invalid({
    code: 'SB603',
    message: `The text of "${workflow}" has errors, so it cannot be tried: ${wordsOf(issues)}`,
    resolution: 'Correct them; `signalbox check` shows where they are.',
    details: { issues },
  });
}

function doesNotFit(workflow: string, issues: readonly Issue[]) {
  return invalid({
    code: 'SB698',
    message: `What is to be tried does not fit "${workflow}": ${wordsOf(issues)}`,
    resolution: 'Correct what the message names.',
    details: { issues },
  });
}

function wordsOf(issues: readonly Issue[]): string {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`)
    .join(' ');
}

async function storedContact({ records }: PreviewWorkflowDeps, id: string): Promise<JsonObject> {
  const found = await records.get('contact', id);
  if (found === undefined) {
    throw notFound({
      code: 'SB698',
      message: `There is no contact "${id}".`,
      resolution: 'Name one that is stored, or give a contact’s fields.',
    });
  }
  const { id: _, ...fields } = found;
  return fields;
}

function withField(data: JsonObject, [name = '', ...rest]: readonly string[], value: string): JsonObject {
  const below = data[name];
  return { ...data, [name]: rest.length === 0 ? value : withField(isJsonObject(below) ? below : {}, rest, value) };
}

/** Without what was not given. */
function present(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const entries = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(entries);
}
