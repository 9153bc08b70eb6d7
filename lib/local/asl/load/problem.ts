import type { z } from 'zod';
import { AppError } from '../../../errors/app-error.ts';

/** Something in a definition that Step Functions or this interpreter does not take. */
export interface Problem {
  /** Where, as a JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** Thrown for a definition that cannot be loaded; holds everything that is wrong with it. */
export class InvalidMachineError extends AppError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ pointer, message }) => `${pointer === '' ? '/' : pointer}: ${message}`);
    super({
      code: 'SB690',
      kind: 'invalid',
      message: `The state machine definition has ${problems.length} problem(s).\n${lines.join('\n')}`,
      resolution: 'Use JSONata and the state types and fields that the embedded engine carries out.',
      details: { problems },
    });
    this.problems = problems;
  }
}

/** A pointer one level further down. */
export function below(pointer: string, ...keys: ReadonlyArray<string | number>): string {
  return keys.reduce<string>((at, key) => `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`, pointer);
}

/** What a schema found, under the pointer of the value that was checked. */
export function schemaProblems(error: z.ZodError, pointer: string): Problem[] {
  return error.issues.flatMap((issue) => {
    const at = below(pointer, ...issue.path.map(String));
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: below(at, key), message: `The field '${key}' is not supported here.` }))
      : [{ pointer: at, message: `${issue.message}.` }];
  });
}
