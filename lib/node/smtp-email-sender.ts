import * as z from 'zod/mini';
import { AppError } from '../errors/app-error.ts';
import type { Email, EmailSender } from '../ports/email-sender.ts';

/** A mail server. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465); otherwise STARTTLS where the server offers it. */
  readonly secure?: boolean;
  readonly user?: string;
  readonly password?: string;
}

/** Sends through an SMTP server: a provider beside SES, or a catcher of mails on a laptop. */
export function createSmtpEmailSender(server: SmtpServer): EmailSender {
  let transport: ReturnType<typeof openTransport> | undefined;
  return {
    async send(email) {
      transport ??= openTransport(server);
      try {
        const { messageId } = await (await transport).sendMail(toMail(email));
        return { messageId };
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

/** The library comes with the first mail: most engines never send one. */
async function openTransport({ host, port, secure = false, user, password }: SmtpServer) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    secure,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    // Nothing in a message may make the library read files or addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
  });
}

function toMail({ from, to, replyTo, subject, text, html, headers }: Email): object {
  return {
    from,
    to: [...to],
    ...(replyTo === undefined ? {} : { replyTo: [...replyTo] }),
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    headers: { ...headers },
  };
}

/**
 * A reply of 4xx asks to come again, one of 5xx is final, and after both no mail was taken. A connection that ends
 * without a reply may have carried the whole mail, unless it never came about.
 */
function explain(error: unknown): AppError {
  const { responseCode, syscall, code, message } = SmtpErrorSchema.parse(error);
  const final = responseCode !== undefined && responseCode >= 500;
  const nothingSent = responseCode !== undefined || syscall === 'connect' || code === 'EDNS';
  return new AppError({
    code: 'smtp_error',
    kind: final ? 'invalid' : 'transient',
    message: `The mail server did not take the mail: ${message}`,
    resolution: 'Look at the server’s answer: address, credentials or content may be refused.',
    details: { effect: nothingSent ? 'none' : 'unknown' },
    cause: error,
  });
}

/** What the library's errors carry; the system's own fields come with those of the network. */
const SmtpErrorSchema = z.object({
  message: z.string(),
  code: z.optional(z.string()),
  syscall: z.optional(z.string()),
  responseCode: z.optional(z.number()),
});
