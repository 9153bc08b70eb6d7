import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A workflow that tags a lead's contact. */
export const HELLO =
  'workflow: hello\ntrigger: { event: lead.created }\nsteps: [{ id: tag, do: contact.tag, with: { add: [Hot] } }]\n';

/** A test file for it. */
export const CASE = 'workflow: hello\ncases:\n  - { name: It tags, expect: { path: [tag], outcome: completed } }\n';

/** A new folder with these files. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}
