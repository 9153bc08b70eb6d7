import { Alias, type IFunction, type IVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { LIVE_ALIAS } from '../config/names.ts';
import { conflict } from '../errors/app-error.ts';
import type { ActionType } from '../workflow/catalogue/catalogue.ts';
import { type OwnActionProps, ownActionType } from './own-action.ts';

/** The team's own actions, each its own family: states call the team's function, with the same task as ours get. */
export class OwnActions extends Construct {
  private readonly added = new Map<string, { readonly type: ActionType; readonly functionArn: string }>();

  /** @throws AppError SB904 for a name, time-out or repetition that cannot be */
  add(name: string, props: OwnActionProps): void {
    if (this.added.has(name)) {
      throw conflict({
        code: 'SB904',
        message: `The own action "${name}" was added twice.`,
        resolution: 'Give one of the two another name.',
      });
    }
    const type = ownActionType(name, props);
    this.added.set(name, { type, functionArn: this.callable(name, props.handler).functionArn });
  }

  get types(): readonly ActionType[] {
    return [...this.added.values()].map(({ type }) => type);
  }

  /** ARN of what states call, by family. */
  get functionArns(): readonly (readonly [string, string])[] {
    return [...this.added].map(([name, { functionArn }]) => [name, functionArn]);
  }

  /** A function of this app is called through an alias, so that a version in flight keeps its address. */
  private callable(name: string, handler: IFunction): IFunction {
    if (!(handler instanceof LambdaFunction)) return handler;
    // aws-cdk-lib's types know no exactOptionalPropertyTypes: a Version is an IVersion, but not by the letter.
    const version = handler.currentVersion as IVersion;
    return new Alias(this, name, { aliasName: LIVE_ALIAS, version }) as IFunction;
  }
}
