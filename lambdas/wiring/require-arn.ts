import { fault } from '../../lib/errors/app-error.ts';

/** What states call for a family; every family that the catalogue knows was deployed with it. */
export function requireArn(arns: Readonly<Record<string, string>>): (family: string) => string {
  return (family) => {
    const arn = arns[family];
    if (arn !== undefined) return arn;
    throw fault({
      code: 'SB909',
      message: `No function was deployed for the family "${family}".`,
      resolution: 'Deploy the stack again.',
    });
  };
}
