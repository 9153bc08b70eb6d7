import { type AppError, invalid } from '../../errors/app-error.ts';

/** A template that cannot be rendered with the values at hand. The values themselves are not told. */
export function templateError(where: string, error: unknown): AppError {
  const problem = String(error).replace(/^\w*Error: /, '');
  return invalid({
    code: 'template_failed',
    message: `The template in ${where} cannot be rendered: ${problem}.`,
    resolution: 'Give the field the type that the filter or the text needs, or a default where it may be missing.',
    cause: error,
  });
}
