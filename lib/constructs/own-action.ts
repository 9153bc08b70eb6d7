import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { invalid } from '../errors/app-error.ts';
import type { ActionType, Fields, InputField, RecordName } from '../workflow/catalogue/catalogue.ts';

/** A team's own action: what definitions may hand it, what it gives back, and the function that does it. */
export interface OwnActionProps {
  /**
   * Called by state machines with an action task (`lib/compiler/task-contract.ts`). `ownAction()` of
   * `lib/engine/actions/own-action.ts` makes a handler of a function from input to output. A function of this app is
   * called through an alias `live`, which is made; anything else is called as it is.
   */
  readonly handler: IFunction;
  /** Shown in lists and forms. @default - the name in words */
  readonly title?: string;
  readonly description: string;
  /** Fields of `with`. @default - none */
  readonly input?: Readonly<Record<string, InputField>>;
  /** Fields that later steps can read as `steps.<id>.…`. @default - none */
  readonly output?: Fields;
  /** It reaches a person outside the team, so workflows must name a consent. @default false */
  readonly sendsMessage?: boolean;
  /** Records it reads by itself. @default - none */
  readonly reads?: readonly RecordName[];
  /** Records it changes, so that later steps read them anew. @default - none */
  readonly writes?: readonly RecordName[];
  /** What happens after a try that was cut off half-way. @default 'at_least_once' */
  readonly delivery?: ActionType['delivery'];
  /** @default - 3 attempts, from 2 seconds, doubling, at most 1 minute apart */
  readonly retry?: ActionType['retry'];
  /** Longest time of one try, at most 14 minutes. @default Duration.seconds(30) */
  readonly timeout?: Duration;
  /** Events of the catalogue that it makes happen, for the check against loops. @default - none */
  readonly causes?: readonly string[];
}

/** Names are `family.verb`, like those of the built-in ones. */
const NAME = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;
const LONGEST_SECONDS = 14 * 60;
const RETRY: ActionType['retry'] = { attempts: 3, delaySeconds: 2, factor: 2, maxDelaySeconds: 60 };

/**
 * The catalogue's entry of an own action.
 *
 * @throws AppError SB904
 */
export function ownActionType(name: string, props: OwnActionProps): ActionType {
  const timeoutSeconds = props.timeout?.toSeconds() ?? 30;
  if (!NAME.test(name)) {
    throw wrong(name, 'its name must be two words of small letters, digits and _, like credit.score');
  }
  if (timeoutSeconds > LONGEST_SECONDS) {
    throw wrong(name, `its timeout is ${timeoutSeconds} seconds, and ${LONGEST_SECONDS} is the most`);
  }
  return {
    name,
    title: props.title ?? name.replaceAll(/[._]/g, ' '),
    description: props.description,
    family: name,
    input: props.input ?? {},
    output: props.output ?? {},
    sendsMessage: props.sendsMessage ?? false,
    reads: props.reads ?? [],
    writes: props.writes ?? [],
    delivery: props.delivery ?? 'at_least_once',
    retry: props.retry ?? RETRY,
    timeoutSeconds,
    causes: props.causes ?? [],
  };
}

function wrong(name: string, problem: string) {
  return invalid({
    code: 'SB904',
    message: `The own action "${name}" cannot be added: ${problem}.`,
    resolution: 'Correct it where addAction is called.',
  });
}
