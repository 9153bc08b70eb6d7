import { fileURLToPath } from 'node:url';

/** The project's root directory. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The absolute path of something that `install.sh` put into `.conformance/`. */
export function installed(path: string): string {
  return `${ROOT}.conformance/${path}`;
}

/** The absolute path of a file beside this one. */
export function beside(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
