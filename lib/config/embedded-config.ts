import { z } from 'zod';
import { invalid } from '../errors/app-error.ts';

/** How the embedded engine runs. */
export interface EmbeddedConfig {
  readonly port: number;
  /** Where it keeps its data; absent: in memory. */
  readonly folder?: string;
  /** Where people reach this engine, for links in mails; absent: its own address on loopback. */
  readonly publicUrl?: string;
  /** Sender of mails, `Name <address>`. */
  readonly from: string;
  /** A server that mails are really sent through; absent: they are kept in the outbox. */
  readonly smtp?: {
    readonly host: string;
    readonly port: number;
    readonly user?: string;
    readonly password?: string;
  };
  /** Addresses that HTTP calls may reach although they are local or not https. */
  readonly allowOrigins: readonly string[];
}

/** Where `npm start` listens. */
const DEFAULT_PORT = 4400;

const SettingsSchema = z.object({
  SIGNALBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(DEFAULT_PORT),
  SIGNALBOX_FROM: z.string().default('Signalbox <signalbox@localhost>'),
  SIGNALBOX_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  SIGNALBOX_SMTP_URL: z.url({ protocol: /^smtp$/ }).optional(),
  SIGNALBOX_ALLOW_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((origin) => origin !== '')),
});

/**
 * Reads the settings of the embedded engine from the environment.
 *
 * @throws AppError SB807 naming every setting that is wrong
 */
export function readEmbeddedConfig(
  folder: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): EmbeddedConfig {
  const result = SettingsSchema.safeParse(environment);
  if (!result.success) {
    throw invalid({
      code: 'SB807',
      message: `A setting of the environment is wrong: ${z.prettifyError(result.error).replaceAll(/\s+/g, ' ')}`,
      resolution: 'Correct it, or unset it for its default.',
    });
  }
  const {
    SIGNALBOX_PORT: port,
    SIGNALBOX_FROM: from,
    SIGNALBOX_PUBLIC_URL,
    SIGNALBOX_SMTP_URL,
    SIGNALBOX_ALLOW_ORIGINS,
  } = result.data;
  return {
    port,
    from,
    allowOrigins: SIGNALBOX_ALLOW_ORIGINS,
    ...(SIGNALBOX_PUBLIC_URL === undefined ? {} : { publicUrl: SIGNALBOX_PUBLIC_URL }),
    ...(folder === undefined ? {} : { folder }),
    ...(SIGNALBOX_SMTP_URL === undefined ? {} : { smtp: readSmtp(new URL(SIGNALBOX_SMTP_URL)) }),
  };
}

function readSmtp({ hostname, port, username, password }: URL): NonNullable<EmbeddedConfig['smtp']> {
  return {
    host: hostname,
    port: port === '' ? 587 : Number(port),
    ...(username === '' ? {} : { user: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  };
}
