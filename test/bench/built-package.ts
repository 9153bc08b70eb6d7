import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
let isBuilt = false;

/**
 * The package as people install it, compiled: a checkout strips types at every start, which is its price and not the
 * product's. Built once in a run.
 *
 * @returns the path of one of its modules
 */
export function builtModule(path: string): string {
  if (!isBuilt) execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  isBuilt = true;
  return `${ROOT}dist/${path}`;
}
