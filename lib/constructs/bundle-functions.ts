import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile, type OutputFile } from 'esbuild';
import { z } from 'zod';
import { CACHE, ROOT, sha256, writeWhole } from './build-cache.ts';

const BUNDLES = join(CACHE, 'bundles');

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
  // In a bundle there is no file for its worker to be started from; this build of it checks in the same thread.
  alias: { recheck: 'recheck/lib/browser.js' },
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
  /** Hash of every source file that went into any bundle. */
  inputs: z.record(z.string(), z.string()),
  /** Hash of each bundle, by handler. */
  bundles: z.record(z.string(), z.string()),
});

type Bundles = z.infer<typeof ManifestSchema>['bundles'];

/**
 * Bundles the handlers `lambdas/<name>/handler.ts` with esbuild, all in one pass and in this process: no Docker, no
 * network, the same bytes each time. A second call with unchanged sources reads what the first one built.
 */
export function bundleFunctions(names: readonly string[]): ReadonlyMap<string, FunctionBundle> {
  const manifestFile = join(BUNDLES, `${sha256(JSON.stringify([names, OPTIONS]))}.json`);
  const bundles = readFresh(manifestFile) ?? build(names, manifestFile);
  return new Map(Object.entries(bundles).map(([name, hash]) => [name, { folder: join(BUNDLES, hash), hash }]));
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

function readFresh(manifestFile: string): Bundles | undefined {
  if (!existsSync(manifestFile)) return undefined;
  const { inputs, bundles } = ManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  const fresh =
    Object.entries(inputs).every(([file, hash]) => hashOfSource(file) === hash) &&
    Object.values(bundles).every((hash) => existsSync(join(BUNDLES, hash, 'index.mjs')));
  return fresh ? bundles : undefined;
}

function build(names: readonly string[], manifestFile: string): Bundles {
  const entryPoints = Object.fromEntries(
    names.map((name) => [fileNameOf(name), join(ROOT, 'lambdas', name, 'handler.ts')]),
  );
  const { outputFiles, metafile } = buildSync({ ...OPTIONS, entryPoints });
  const outputs = new Map(outputFiles.map((file) => [basename(file.path), file]));
  const bundles = Object.fromEntries(names.map((name) => [name, store(fileNameOf(name), outputs, metafile)]));
  const inputs = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, hashOfSource(file)]));
  writeWhole(manifestFile, JSON.stringify({ inputs, bundles }));
  return bundles;
}

/** Writes one function's entry and all that it can reach to a folder named after their content. */
function store(entry: string, outputs: ReadonlyMap<string, OutputFile>, metafile: Metafile): string {
  const imports = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [
      basename(path),
      output.imports.flatMap((imported) => (imported.external ? [] : [basename(imported.path)])),
    ]),
  );
  const reached = new Set([`${entry}.mjs`]);
  for (const file of reached) for (const imported of imports.get(file) ?? []) reached.add(imported);
  const files = [...reached].sort().map((file) => ({
    name: file === `${entry}.mjs` ? 'index.mjs' : file,
    text: outputs.get(file)?.text ?? '',
  }));
  const hash = sha256(JSON.stringify(files));
  // The entry comes last: a folder that has it is whole.
  for (const { name, text } of files.toSorted(
    (a, b) => Number(a.name === 'index.mjs') - Number(b.name === 'index.mjs'),
  ))
    writeWhole(join(BUNDLES, hash, name), text);
  return hash;
}

/** All entries lie side by side, so that they name their chunks alike: `./chunk-….mjs`. */
function fileNameOf(name: string): string {
  return name.replaceAll('/', '-');
}

function hashOfSource(file: string): string {
  const path = join(ROOT, file);
  return existsSync(path) ? sha256(readFileSync(path)) : '';
}
