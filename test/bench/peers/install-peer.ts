import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/signalbox-bench/', import.meta.url));

/**
 * The folder of a package that only a benchmark needs, installed when it is first asked for: too heavy to be a
 * dependency of everybody who runs the tests. `undefined` where no registry can be reached.
 */
export function installPeer(name: string, version: string): string | undefined {
  const folder = join(CACHE, `${name}-${version}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'package.json'), '{ "private": true }');
    process.stderr.write(`  installing ${name}@${version} for comparison …\n`);
    try {
      const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--loglevel=error'];
      execFileSync('npm', ['install', ...options, `${name}@${version}`], { cwd: draft, stdio: 'ignore' });
      renameSync(draft, folder);
    } catch {
      rmSync(draft, { recursive: true, force: true });
      return undefined;
    }
  }
  return join(folder, 'node_modules', name);
}
