import { createTransport } from 'nodemailer';
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
export function createSmtpEmailSender({ host, port, secure = false, user, password }: SmtpServer): EmailSender {
  const transport = createTransport({
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
  return {
    async send(email) {
      try {
        const { messageId } = await transport.sendMail(toMail(email));
        return { messageId };
      } catch (error) {
        throw explain(error);
      }
    },
  };
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

/** A reply of 4xx asks to come again, one of 5xx is final. Without a reply to DATA nobody knows whether it was taken. */
function explain(error: unknown): AppError {
  const { message, responseCode, command } = readError(error);
  const cut = responseCode === undefined && command === 'DATA';
  const final = responseCode !== undefined && responseCode >= 500;
  return new AppError({
    code: 'smtp_error',
    kind: final ? 'invalid' : 'transient',
    message: `The mail server did not take the mail: ${message}`,
    resolution: 'Look at the server’s answer: address, credentials or content may be refused.',
    details: { effect: cut ? 'unknown' : 'none' },
    cause: error,
  });
}

function readError(error: unknown): {
  readonly message: string;
  readonly responseCode?: number;
  readonly command?: string;
} {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    message: error.message,
    ...('responseCode' in error && typeof error.responseCode === 'number' ? { responseCode: error.responseCode } : {}),
    ...('command' in error && typeof error.command === 'string' ? { command: error.command } : {}),
  };
}
