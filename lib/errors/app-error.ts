/**
 * What kind of thing went wrong. The kind alone decides retry, HTTP status and exit code (see `error-outcomes.ts`):
 * `invalid` the caller's input · `forbidden` not for this caller · `not-found` · `conflict` the input is fine, the state
 * is not · `gone` it was possible once, and never will be again · `transient` trying again may help · `fault` ours.
 */
export type ErrorKind = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'gone' | 'transient' | 'fault';

/** What an {@link AppError} is made of. */
export interface AppErrorProps {
  /** Stable, e.g. `SB601`, or a word for errors of actions, e.g. `bad_response`; documented in docs/errors.md. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** What is wrong, and where, for the person who reads it. */
  readonly message: string;
  /** How to mend it. Required for what a user caused, by {@link invalid}, {@link forbidden}, {@link notFound}, {@link conflict}, {@link gone}. */
  readonly resolution?: string;
  /** Facts for programs; never secrets or personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error family of Signalbox. `name` is literal so that minified bundles keep it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly resolution: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(props: AppErrorProps) {
    super(props.message, props.cause === undefined ? undefined : { cause: props.cause });
    this.code = props.code;
    this.kind = props.kind;
    this.resolution = props.resolution;
    this.details = props.details ?? {};
  }
}

type UserErrorProps = Omit<AppErrorProps, 'kind'> & { readonly resolution: string };

/** The caller's input is wrong; trying again unchanged cannot help. */
export function invalid(props: UserErrorProps): AppError {
  return new AppError({ ...props, kind: 'invalid' });
}

/** Others may do it, this caller may not. */
export function forbidden(props: UserErrorProps): AppError {
  return new AppError({ ...props, kind: 'forbidden' });
}

/** What the caller names does not exist. */
export function notFound(props: UserErrorProps): AppError {
  return new AppError({ ...props, kind: 'not-found' });
}

/** The input is fine but the present state forbids it; the resolution says what is allowed now. */
export function conflict(props: UserErrorProps): AppError {
  return new AppError({ ...props, kind: 'conflict' });
}

/** What is asked for was possible until a time that has passed. */
export function gone(props: UserErrorProps): AppError {
  return new AppError({ ...props, kind: 'gone' });
}

/** Trying again later may help: throttling, time-outs, a peer that is down. */
export function transient(props: Omit<AppErrorProps, 'kind'>): AppError {
  return new AppError({ ...props, kind: 'transient' });
}

/** A fault of Signalbox or its deployment. */
export function fault(props: Omit<AppErrorProps, 'kind'>): AppError {
  return new AppError({ ...props, kind: 'fault' });
}
