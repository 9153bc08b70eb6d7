import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { AppError } from '../errors/app-error.ts';
import type { Email, EmailSender } from '../ports/email-sender.ts';
import { fromSdkError } from './sdk-errors.ts';

export interface SesEmailSenderDeps {
  /** From {@link createSesClient}. */
  readonly client: SESv2Client;
  readonly configurationSet?: string;
}

/** A client that tries once: SES does not know repetitions, so a second try could be a second mail. */
export function createSesClient(): SESv2Client {
  return new SESv2Client({ maxAttempts: 1 });
}

/** Sends through Amazon SES. */
export function createSesEmailSender({ client, configurationSet }: SesEmailSenderDeps): EmailSender {
  return {
    async send(email) {
      const options = configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet };
      try {
        const { MessageId = '' } = await client.send(new SendEmailCommand({ ...toCommand(email), ...options }));
        return { messageId: MessageId };
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

function toCommand({ from, to, replyTo, subject, text, html, headers }: Email): SendEmailCommandInput {
  const part = (data: string) => ({ Data: data, Charset: 'UTF-8' });
  return {
    FromEmailAddress: from,
    Destination: { ToAddresses: [...to] },
    ...(replyTo === undefined ? {} : { ReplyToAddresses: [...replyTo] }),
    Content: {
      Simple: {
        Subject: part(subject),
        Body: { Text: part(text), ...(html === undefined ? {} : { Html: part(html) }) },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  };
}

/** Errors of the way there: SES has seen nothing. */
const NOT_REACHED: ReadonlySet<string> = new Set(['ENOTFOUND', 'ECONNREFUSED', 'EAI_AGAIN']);

/** Only a refusal says that no mail went out; after a cut connection or a fault of theirs, nobody knows. */
function explain(error: unknown): AppError {
  const known = fromSdkError(error, 'send a mail');
  const status = statusOf(error);
  const refused = (status !== undefined && status < 500) || NOT_REACHED.has(codeOf(error));
  return new AppError({
    code: known.code,
    kind: known.kind,
    message: known.message,
    ...(known.resolution === undefined ? {} : { resolution: known.resolution }),
    details: { ...known.details, effect: refused ? 'none' : 'unknown' },
    cause: error,
  });
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
