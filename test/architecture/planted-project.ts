import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const biome = join(root, 'node_modules/.bin/biome');
const configuration = ['biome.json', 'package.json', '.gitignore', 'test/architecture/no-ambient-clock.grit'];

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), message: z.string(), location: z.object({ path: z.string() }).loose() }),
  ),
});

/** One complaint of the linter: the rule's short name (`plugin` for a GritQL rule), and what it tells the reader. */
export type Complaint = { rule: string; message: string };

/**
 * Lints sources that exist nowhere else, under this project's own linter configuration, in a folder of their own:
 * planted violations must never lie in the tree, where another command would trip over them.
 *
 * @param sources source text by path, relative to the project's root
 * @returns the complaints by path; a file without complaints has no entry
 */
export async function lintPlanted(sources: Readonly<Record<string, string>>): Promise<Map<string, Complaint[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-planted-'));
  try {
    for (const path of configuration) await cp(join(root, path), join(folder, path));
    for (const [path, source] of Object.entries(sources)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), source);
    }
    return complaintsByPath(await lintReport(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function lintReport(folder: string): Promise<string> {
  const parameters = ['lint', '--reporter=json', '--max-diagnostics=none', 'bin', 'lib', 'lambdas'];
  // A linter that finds something exits with 1, so the exit code says nothing here: the report must parse.
  return new Promise((resolve) => {
    execFile(biome, parameters, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) => resolve(stdout));
  });
}

function complaintsByPath(report: string): Map<string, Complaint[]> {
  const complaints = new Map<string, Complaint[]>();
  for (const { category, message, location } of reportSchema.parse(JSON.parse(report)).diagnostics) {
    const known = complaints.get(location.path) ?? [];
    complaints.set(location.path, [...known, { rule: category.split('/').at(-1) ?? category, message }]);
  }
  return complaints;
}
