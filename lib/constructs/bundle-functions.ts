import { cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { z } from 'zod';
import { CACHE, MODULE_EXTENSION, ROOT, removeStale, sha256, writeWhole } from './build-cache.ts';

const BUNDLES = join(CACHE, 'bundles');
const ENTRY = 'index.mjs';

/** A folder with `index.mjs`, whose `handler` Lambda calls, and what it imports. */
export interface FunctionBundle {
  readonly folder: string;
  /** Hex SHA-256 of all its files: the same wherever and whenever it is built from the same sources. */
  readonly hash: string;
}

const OPTIONS = {
  bundle: true,
  minify: true,
  write: false,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  // What the SDK imports only when it is needed (credentials of laptops, S3 for large texts) stays out of the start.
  splitting: true,
  // The SDK's `module` builds are a third of the size and start twice as fast as its CommonJS ones.
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  // CommonJS packages inside an ES module bundle need a `require` for Node's own modules.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'silent',
  metafile: true,
  absWorkingDir: ROOT,
  outdir: BUNDLES,
} as const satisfies BuildOptions;

const ManifestSchema = z.object({
  /** Every source file that went into the bundle: hash, and size and time of change, which are quicker to ask for. */
  inputs: z.record(z.string(), z.tuple([z.string(), z.number(), z.number()])),
  /** Hash of the bundle. */
  bundle: z.string(),
});

/**
 * Bundles the handler `lambdas/<name>/handler.ts` with esbuild, in this process: no Docker, no network, the same bytes
 * each time. A second call with unchanged sources finds what the first one built. Each function is built by itself: in
 * one pass, what one of them needs of a package would come into the bundles of all.
 */
export function bundleFunction(name: string): FunctionBundle {
  const manifestFile = join(BUNDLES, `${sha256(JSON.stringify([name, OPTIONS]))}.json`);
  const hash = readFresh(manifestFile) ?? build(name, manifestFile);
  return { folder: join(BUNDLES, hash), hash };
}

/** The same bundle with one more file beside its code, for data that the function reads when it starts. */
export function withData(bundle: FunctionBundle, name: string, text: string): FunctionBundle {
  const hash = sha256(JSON.stringify([bundle.hash, name, text]));
  const folder = join(BUNDLES, hash);
  if (!existsSync(join(folder, name))) {
    cpSync(bundle.folder, folder, { recursive: true });
    writeWhole(join(folder, name), text);
  }
  return { folder, hash };
}

function readFresh(manifestFile: string): string | undefined {
  if (!existsSync(manifestFile)) return undefined;
  const manifest = ManifestSchema.safeParse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  // Written by another version of this file.
  if (!manifest.success) return undefined;
  const { inputs, bundle } = manifest.data;
  const isFresh =
    existsSync(join(BUNDLES, bundle, ENTRY)) && Object.entries(inputs).every(([file, known]) => isSame(file, known));
  return isFresh ? bundle : undefined;
}

function build(name: string, manifestFile: string): string {
  const entryPoints = { index: join(ROOT, 'lambdas', name, `handler${MODULE_EXTENSION}`) };
  const { outputFiles, metafile } = loadBundler().buildSync({ ...OPTIONS, entryPoints });
  const files = outputFiles
    .map(({ path, text }) => ({ name: basename(path), text }))
    // The entry comes last: a folder that has it is whole.
    .sort((one, other) => Number(one.name === ENTRY) - Number(other.name === ENTRY) || compare(one.name, other.name));
  const bundle = sha256(JSON.stringify(files));
  for (const file of files) writeWhole(join(BUNDLES, bundle, file.name), file.text);
  const inputs = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, describe(file)]));
  writeWhole(manifestFile, JSON.stringify({ inputs, bundle }));
  removeStale(BUNDLES, Date.now());
  return bundle;
}

/** Only when something is to be built: most syntheses find all of it. Constructs cannot wait for `import()`. */
function loadBundler(): typeof import('esbuild') {
  return createRequire(import.meta.url)('esbuild');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}

type Source = z.infer<typeof ManifestSchema>['inputs'][string];

function describe(file: string): Source {
  const path = join(ROOT, file);
  const { size, mtimeMs } = statSync(path);
  return [sha256(readFileSync(path)), size, mtimeMs];
}

/** Functions share most of their sources: each is looked at once in a synthesis. */
const looks = new Map<string, boolean>();

function isSame(file: string, known: Source): boolean {
  const key = `${file} ${known.join(' ')}`;
  const looked = looks.get(key) ?? look(join(ROOT, file), known);
  looks.set(key, looked);
  return looked;
}

function look(path: string, [hash, size, mtimeMs]: Source): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.size !== size) return false;
  return found.mtimeMs === mtimeMs || sha256(readFileSync(path)) === hash;
}
