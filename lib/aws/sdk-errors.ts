import { AppError, type ErrorKind } from '../errors/app-error.ts';

/** What AWS can say to us; that something is gone for good follows from our own records alone. */
type AwsErrorKind = Exclude<ErrorKind, 'gone' | 'forbidden'>;

/**
 * What the errors of AWS mean to us, by name; every adapter of this folder uses it. What is not named here is decided
 * by the HTTP status: 4xx is our fault, anything else may go away.
 */
const KINDS: Readonly<Record<string, AwsErrorKind>> = {
  // Too fast, too busy, or not in time.
  ThrottlingException: 'transient',
  Throttling: 'transient',
  TooManyRequestsException: 'transient',
  RequestLimitExceeded: 'transient',
  ExecutionLimitExceeded: 'transient',
  InternalException: 'transient',
  InternalFailure: 'transient',
  InternalServerError: 'transient',
  ServiceUnavailable: 'transient',
  ConcurrentModificationException: 'transient',
  // Step Functions calls two publications at once a conflict; the next try finds what the other one left.
  ConflictException: 'transient',
  TimeoutError: 'transient',
  RequestTimeout: 'transient',
  KmsThrottlingException: 'transient',
  SlowDown: 'transient',
  // Gone, or never there.
  StateMachineDoesNotExist: 'not-found',
  StateMachineDeleting: 'not-found',
  ExecutionDoesNotExist: 'not-found',
  ResourceNotFound: 'not-found',
  ResourceNotFoundException: 'not-found',
  NoSuchKey: 'not-found',
  // No retry makes it fit.
  InvalidExecutionInput: 'invalid',
  InvalidDefinition: 'invalid',
  InvalidName: 'invalid',
  InvalidEventPatternException: 'invalid',
  InvalidOutput: 'invalid',
  ValidationException: 'invalid',
  LimitExceededException: 'invalid',
  StateMachineLimitExceeded: 'invalid',
  ServiceQuotaExceededException: 'invalid',
  // The deployment is not as it should be.
  AccessDeniedException: 'fault',
  AccessDenied: 'fault',
  UnrecognizedClientException: 'fault',
  InvalidArn: 'fault',
  KmsAccessDeniedException: 'fault',
  KmsInvalidStateException: 'fault',
};

/** One code for each kind, so that docs/errors.md explains what to do. */
const CODES: Readonly<Record<AwsErrorKind, string>> = {
  transient: 'SB911',
  fault: 'SB912',
  invalid: 'SB913',
  'not-found': 'SB914',
  conflict: 'SB915',
};

/** What an AWS SDK throws, as far as we look at it. */
interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

function isSdkError(error: unknown): error is Error & SdkError {
  return error instanceof Error;
}

/** The name that AWS gave an error, e.g. `ExecutionAlreadyExists`. */
export function sdkErrorName(error: unknown): string {
  return isSdkError(error) ? error.name : '';
}

/**
 * An error of the AWS SDK as an AppError; AppErrors pass.
 *
 * @param doing what was tried, as a clause: `start run lead-follow-up-12ab`
 */
export function fromSdkError(error: unknown, doing: string): AppError {
  if (error instanceof AppError) return error;
  const { name, message, $metadata } = isSdkError(error) ? error : { name: 'Unknown', message: String(error) };
  const kind = KINDS[name] ?? kindOfStatus($metadata?.httpStatusCode);
  return new AppError({
    code: CODES[kind],
    kind,
    message: `AWS could not ${doing}: ${name}: ${message}`,
    resolution: RESOLUTIONS[kind],
    details: { awsError: name, ...($metadata?.requestId ? { requestId: $metadata.requestId } : {}) },
    cause: error,
  });
}

const RESOLUTIONS: Readonly<Record<AwsErrorKind, string>> = {
  transient: 'It is tried again; if it stays so, look at the service’s quotas and health.',
  fault: 'Deploy the stack again. If that does not help, look at the role of the function that logged this.',
  invalid: 'The message says what AWS did not accept; trying again unchanged cannot help.',
  'not-found': 'It was deleted, or belongs to another account or region.',
  conflict: 'Look at its present state, then try again.',
};

/** No status: the answer never came, so the network or a time-out is to blame. */
function kindOfStatus(status: number | undefined): AwsErrorKind {
  return status !== undefined && status >= 400 && status < 500 ? 'fault' : 'transient';
}
