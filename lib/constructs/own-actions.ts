import { Lazy, Stack } from 'aws-cdk-lib';
import { conflict } from '../errors/app-error.ts';
import type { ActionType } from '../workflow/catalogue/catalogue.ts';
import { grant, OWN_ACTIONS_ACCESS } from './grant-storage.ts';
import { type OwnActionProps, ownActionType } from './own-action.ts';
import type { ServiceFunction } from './service-function.ts';
import type { ServiceFunctions } from './service-functions.ts';
import type { Storage } from './storage.ts';

/**
 * The team's own actions. States call one function of ours for all of them: it checks consent, renders the input and
 * keeps each effect to once, as for the built-in actions, and then calls the team's function.
 */
export class OwnActions {
  private readonly added = new Map<string, { readonly type: ActionType; readonly functionArn: string }>();
  private readonly functions: ServiceFunctions;
  private readonly storage: Storage;
  private caller: ServiceFunction | undefined;

  constructor(functions: ServiceFunctions, storage: Storage) {
    this.functions = functions;
    this.storage = storage;
  }

  /** @throws AppError SB904 for a name, time-out or repetition that cannot be */
  add(name: string, props: OwnActionProps): void {
    if (this.added.has(name)) {
      throw conflict({
        code: 'SB904',
        message: `The own action "${name}" was added twice.`,
        resolution: 'Give one of the two another name.',
      });
    }
    const { functionArn } = props.handler;
    this.added.set(name, { type: ownActionType(name, props), functionArn });
    this.caller ??= this.createCaller();
    this.caller.allow(['lambda:InvokeFunction'], [functionArn]);
  }

  get types(): readonly ActionType[] {
    return [...this.added.values()].map(({ type }) => type);
  }

  /** ARN of what states call, by family: each own action is its own family. */
  get callerArns(): readonly (readonly [string, string])[] {
    const { caller } = this;
    return caller ? [...this.added.keys()].map((name) => [name, caller.alias.functionArn]) : [];
  }

  private createCaller(): ServiceFunction {
    const arns = Lazy.string({
      produce: () => {
        const entries = [...this.added].map(([name, { functionArn }]) => [name, functionArn]);
        return Stack.of(this.functions).toJsonString(Object.fromEntries(entries));
      },
    });
    const caller = this.functions.createOwnActions(arns);
    grant(this.storage, caller, OWN_ACTIONS_ACCESS);
    return caller;
  }
}
