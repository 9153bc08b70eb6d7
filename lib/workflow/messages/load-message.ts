import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { RecordType } from '../catalogue/catalogue.ts';
import type { Issue } from '../issue.ts';
import { checkMessage, type MessageFinding } from './check-message.ts';
import type { MessageTemplate } from './message-template.ts';

const MergeSchema = z.record(
  z.string().regex(/^(data|contact)\.[a-z][a-z0-9_]*$/, 'A tag is data.<name> or contact.<field>'),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.json()), z.record(z.string(), z.json())]),
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
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', schema: 'core', lineCounter: lines, prettyErrors: false });
  const at = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const issue = (finding: MessageFinding, position: object): Issue => ({
    ...finding,
    ...position,
    ...(file === undefined ? {} : { file }),
  });
  if (document.errors.length > 0) {
    return { issues: document.errors.map((error) => issue(yamlFinding(error.message), at(error.pos[0]))) };
  }
  const position = (pointer: string): object => {
    const key = pointer.split('/')[1];
    const pair = isMap(document.contents)
      ? document.contents.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    return at(isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0);
  };
  const { message, findings } = readMessage(document.toJS({ maxAliasCount: 0 }), file, contact);
  const issues = findings.map((finding) => issue(finding, position(finding.pointer)));
  return { issues, ...(message === undefined ? {} : { message }) };
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
  return [
    {
      code: 'SB462',
      severity: 'error',
      pointer: '/message',
      message: `The file ${name} holds the message "${id}". Name it ${id}.message.yaml, or change the id.`,
    },
  ];
}

function yamlFinding(problem: string): MessageFinding {
  return { code: 'SB461', severity: 'error', pointer: '', message: `The file is no valid YAML: ${problem}` };
}

function structureFinding(problem: z.core.$ZodIssue): MessageFinding {
  const path = problem.path.map(String);
  const where = path.length === 0 ? 'The message' : path.join('.');
  return {
    code: 'SB461',
    severity: 'error',
    pointer: path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message: `${where} is not as it should be: ${problem.message}. A message has message, subject, text and, if wanted, html, from, merge and note.`,
  };
}
