import { z } from 'zod';
import type { RecordType } from '../catalogue/catalogue.ts';
import type { Issue } from '../issue.ts';
import { joinPointer } from '../json-pointer.ts';
import { readYaml } from '../text/read-yaml.ts';
import { checkMessage, type MessageFinding } from './check-message.ts';
import type { MessageTemplate } from './message-template.ts';

const MergeSchema = z.record(
  z.string().regex(/^(data|contact)\.[a-z][a-z0-9_]*$/, 'A merge tag is data.<name> or contact.<field>'),
  z.json(),
);

/** A file `statemachines/messages/<id>.message.yaml`. */
const MessageFileSchema = z.strictObject({
  message: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'An id is in snake_case, 60 characters at most'),
  note: z.string().optional(),
  from: z.string().min(1).optional(),
  subject: z.string().min(1),
  text: z.string().min(1),
  html: z.string().min(1).optional(),
  merge: MergeSchema.optional(),
});

type MessageFile = z.infer<typeof MessageFileSchema>;

/** Larger than any message that a mail provider takes without attachments. */
const MAX_CHARACTERS = 200_000;

/** What a message file is read from and checked against. */
export interface MessageSource {
  readonly text: string;
  /** Path of the file; its name without `.message.yaml` must be the message's id. */
  readonly file?: string;
  /** The contact's fields: tags must name one of them. Absent: not checked. */
  readonly contact?: RecordType;
}

/** The template when nothing is wrong with it but warnings, and every issue at once. */
export interface LoadedMessage {
  readonly message?: MessageTemplate;
  readonly issues: readonly Issue[];
}

/** Reads and checks one message template. */
export function loadMessage({ text, file, contact }: MessageSource): LoadedMessage {
  const origin = file === undefined ? {} : { file };
  if (text.length > MAX_CHARACTERS) return { issues: [{ ...tooLarge(text.length), line: 1, column: 1, ...origin }] };
  const { tree, positions, issues } = readYaml(text, file);
  if (tree === undefined || issues.some(({ severity }) => severity === 'error')) return { issues };
  const { message, findings } = readMessage(tree, file, contact);
  const placed = findings.map((found) => ({ ...found, ...positions.locate(found.pointer), ...origin }));
  return { issues: [...issues, ...placed], ...(message === undefined ? {} : { message }) };
}

function readMessage(
  tree: unknown,
  file: string | undefined,
  contact: RecordType | undefined,
): { readonly message?: MessageTemplate; readonly findings: readonly MessageFinding[] } {
  const parsed = MessageFileSchema.safeParse(tree);
  if (!parsed.success) return { findings: parsed.error.issues.map(structureFinding) };
  const message = toTemplate(parsed.data);
  const findings = [...checkName(message, file), ...checkMessage(message, contact)];
  return findings.some(({ severity }) => severity === 'error') ? { findings } : { message, findings };
}

function toTemplate({ message, subject, text, html, from, merge }: MessageFile): MessageTemplate {
  return {
    id: message,
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    ...(from === undefined ? {} : { from }),
    merge: merge ?? {},
  };
}

function checkName({ id }: MessageTemplate, file: string | undefined): MessageFinding[] {
  const name = file?.split('/').at(-1);
  if (name === undefined || name === `${id}.message.yaml`) return [];
  const message = `The file ${name} holds the message "${id}". Name it ${id}.message.yaml, or change the id.`;
  return [{ code: 'SB462', severity: 'error', pointer: '/message', message }];
}

function structureFinding(problem: z.core.$ZodIssue): MessageFinding {
  const path = problem.path.map(String);
  const where = path.length === 0 ? 'The message' : path.join('.');
  const keys = 'A message has message, subject, text and, if wanted, html, from, merge and note.';
  const reason = problem.code === 'invalid_key' ? problem.issues.map((inner) => inner.message).join() : problem.message;
  const message = `${where} is not as it should be: ${reason}. ${keys}`;
  return { code: 'SB461', severity: 'error', pointer: joinPointer('', ...path), message };
}

function tooLarge(characters: number): MessageFinding {
  const message = `The file has ${characters} characters; a message has ${MAX_CHARACTERS} at most. Link to large content.`;
  return { code: 'SB461', severity: 'error', pointer: '', message };
}
