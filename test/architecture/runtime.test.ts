import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

test('commands run on the Node version that the package pins, whatever the machine has', () => {
  expect(process.versions.node).toBe(manifest.devDependencies.node);
});

test('every dependency is pinned to one exact version', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

  const loose = versions.filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+$/.test(version));

  expect(loose).toEqual([]);
});
