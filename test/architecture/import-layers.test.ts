import { relative } from 'node:path/posix';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Complaint, lintPlanted } from './planted-project.ts';

/** What each layer may import, besides itself. Every other pair is a boundary that the linter must hold. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'lib/errors': [],
  'lib/workflow': ['lib/errors'],
  'lib/compiler': ['lib/errors', 'lib/workflow'],
  'lib/ports': ['lib/errors', 'lib/workflow', 'lib/compiler'],
  'lib/engine': ['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports'],
  'lib/api': ['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports', 'lib/engine'],
  'lib/client': ['lib/errors', 'lib/workflow', 'lib/api'],
  'lib/config': ['lib/errors', 'lib/workflow'],
  'lib/node': ['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports', 'lib/engine', 'lib/config'],
  'lib/aws': ['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports', 'lib/engine', 'lib/config', 'lib/node'],
  'lib/local': [
    ...['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports', 'lib/engine', 'lib/api', 'lib/config'],
    'lib/node',
  ],
  'lib/constructs': ['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/config'],
  'lib/cli': [
    ...['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports', 'lib/engine', 'lib/config'],
    ...['lib/api', 'lib/client', 'lib/node', 'lib/aws', 'lib/local'],
  ],
  lambdas: [
    ...['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports', 'lib/engine', 'lib/config'],
    ...['lib/api', 'lib/node', 'lib/aws'],
  ],
};
const layers = Object.keys(mayImport);
const importable = [...layers, 'bin', 'test'];
const core = ['lib/errors', 'lib/workflow', 'lib/compiler', 'lib/ports', 'lib/engine', 'lib/api'];

type Planted = { name: string; path: string; source: string; rule: string };

/** Both depths: a rule that reads `../` literally would miss the import from a nested folder. */
function crossing(from: string, to: string): Planted[] {
  return ['', '/nested'].map((depth) => {
    const folder = `${from}${depth}`;
    const specifier = relative(folder, `${to}/thing.ts`);
    return {
      name: `${folder} → ${to}`,
      path: `${folder}/crosses-to-${to.replace('/', '-')}.ts`,
      source: `import { thing } from '${specifier}';\nexport const used = thing;\n`,
      rule: 'noRestrictedImports',
    };
  });
}

const boundaries = layers.flatMap((from) =>
  importable.filter((to) => to !== from && !mayImport[from]?.includes(to)).flatMap((to) => crossing(from, to)),
);
const allowed = layers.flatMap((from) => (mayImport[from] ?? []).flatMap((to) => crossing(from, to)));

const importOf = (specifier: string): string => `import { thing } from '${specifier}';\nexport const used = thing;\n`;
const impurities: Readonly<Record<string, { source: string; rule: string }>> = {
  'an AWS client': { source: importOf('@aws-sdk/client-sfn'), rule: 'noRestrictedImports' },
  'the CDK library': { source: importOf('aws-cdk-lib'), rule: 'noRestrictedImports' },
  'a CDK service': { source: importOf('aws-cdk-lib/aws-sqs'), rule: 'noRestrictedImports' },
  constructs: { source: importOf('constructs'), rule: 'noRestrictedImports' },
  middy: { source: importOf('@middy/core'), rule: 'noRestrictedImports' },
  Powertools: { source: importOf('@aws-lambda-powertools/logger'), rule: 'noRestrictedImports' },
  'a Node module': { source: importOf('node:fs'), rule: 'noNodejsModules' },
  'a Node module without prefix': { source: importOf('crypto'), rule: 'noNodejsModules' },
  'an import at run time': { source: `export const load = () => import('node:fs');\n`, rule: 'noNodejsModules' },
  'the environment': { source: 'export const used = process.env;\n', rule: 'noRestrictedGlobals' },
  'the global crypto': { source: 'export const used = crypto.randomUUID();\n', rule: 'noRestrictedGlobals' },
  'a timer': { source: 'export const used = setTimeout(() => 1, 1);\n', rule: 'noRestrictedGlobals' },
  'the clock': { source: 'export const used = Date.now();\n', rule: 'plugin' },
  'the clock as a date': { source: 'export const used = new Date();\n', rule: 'plugin' },
  'the clock as a function handed on': { source: 'export const used = { now: Date.now };\n', rule: 'plugin' },
  "Temporal's clock": {
    source: `import { Temporal } from 'temporal-polyfill';\nexport const used = Temporal.Now.instant();\n`,
    rule: 'plugin',
  },
  randomness: { source: 'export const used = Math.random();\n', rule: 'plugin' },
  'a way round a forbidden global': { source: 'export const used = globalThis.process;\n', rule: 'plugin' },
};
const impure: Planted[] = core.flatMap((layer) =>
  Object.entries(impurities).map(([name, { source, rule }]) => ({
    name: `${name} in ${layer}`,
    path: `${layer}/uses-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.ts`,
    source,
    rule,
  })),
);

const misplaced: Planted[] = [
  {
    name: 'the CDK in a lambda',
    path: 'lambdas/dispatch/cdk.ts',
    source: importOf('aws-cdk-lib'),
    rule: 'noRestrictedImports',
  },
  {
    name: 'the web server in the engine',
    path: 'lib/engine/server.ts',
    source: importOf('hono'),
    rule: 'noRestrictedImports',
  },
  {
    name: 'a Lambda adapter in the API',
    path: 'lib/api/lambda.ts',
    source: importOf('hono/aws-lambda'),
    rule: 'noRestrictedImports',
  },
  {
    name: 'a signer in the client',
    path: 'lib/client/sign.ts',
    source: importOf('@smithy/signature-v4'),
    rule: 'noRestrictedImports',
  },
  {
    name: 'the CDK in an adapter',
    path: 'lib/aws/cdk.ts',
    source: importOf('constructs'),
    rule: 'noRestrictedImports',
  },
  {
    name: 'an AWS client in a construct',
    path: 'lib/constructs/client.ts',
    source: importOf('@aws-sdk/client-sfn'),
    rule: 'noRestrictedImports',
  },
  {
    name: 'the environment in an adapter',
    path: 'lib/aws/env.ts',
    source: 'export const used = process.env;\n',
    rule: 'noProcessEnv',
  },
  {
    name: 'the environment in a lambda',
    path: 'lambdas/dispatch/env.ts',
    source: 'export const used = process.env;\n',
    rule: 'noProcessEnv',
  },
  {
    name: 'a development dependency in what is delivered',
    path: 'lib/local/check.ts',
    source: importOf('fast-check'),
    rule: 'noUndeclaredDependencies',
  },
  { name: 'the console in an adapter', path: 'lib/aws/log.ts', source: `console.log('x');\n`, rule: 'noConsole' },
];

const clean: Readonly<Record<string, string>> = {
  'lib/workflow/clean.ts': `import { z } from 'zod';\nimport { near } from './near.ts';\nexport const used = z.literal(near);\n`,
  'lib/workflow/near.ts': `export const near = 1;\n`,
  'lib/compiler/clean.ts': `export const day = new Date('2026-12-24').toISOString();\nexport const at = Date.UTC(2026, 1, 1);\n`,
  'lib/engine/clean.ts': `import type { Clock } from '../ports/clock.ts';\nexport const now = (clock: Clock) => clock.now();\n`,
  'lib/api/clean.ts': `import { Hono } from 'hono';\nexport const app = new Hono();\n`,
  'lib/client/clean.ts': `export const call = (send: typeof fetch) => send('https://example.com');\n`,
  'lib/aws/clean.ts': `import { SFNClient } from '@aws-sdk/client-sfn';\nexport const client = new SFNClient({});\n`,
  'lib/node/clean.ts': `import { createHash } from 'node:crypto';\nexport const hash = createHash('sha256');\n`,
  'lib/config/clean.ts': 'export const region = process.env.AWS_REGION;\n',
  'lib/constructs/clean.ts': `import { Stack } from 'aws-cdk-lib';\nexport class SignalboxStack extends Stack {}\n`,
  'lambdas/dispatch/handler.ts': `import { dispatch } from '../../lib/engine/dispatch.ts';\nexport const handler = dispatch;\n`,
  'bin/clean.ts': `import { serve } from '../lib/cli/serve.ts';\nconsole.log(serve);\n`,
};

const violations = [...boundaries, ...impure, ...misplaced];
let complaints: ReadonlyMap<string, Complaint[]>;

beforeAll(async () => {
  const planted = [...violations, ...allowed].map(({ path, source }) => [path, source] as const);
  complaints = await lintPlanted({ ...Object.fromEntries(planted), ...clean });
}, 60_000);

const rulesAt = (path: string): string[] => (complaints.get(path) ?? []).map(({ rule }) => rule);

describe('the linter holds every boundary between layers', () => {
  test.each(boundaries)('$name is refused', ({ path, rule }) => {
    expect(rulesAt(path)).toContain(rule);
  });

  test.each(allowed)('$name is accepted', ({ path }) => {
    expect(rulesAt(path)).toEqual([]);
  });

  test('a refusal says which layers the reader may use instead', () => {
    expect(complaints.get('lib/workflow/crosses-to-lib-engine.ts')).toMatchObject([
      { message: expect.stringContaining('lib/workflow') },
    ]);
  });
});

describe('the linter keeps the core free of clocks, randomness, Node and AWS', () => {
  test.each(impure)('$name is refused', ({ path, rule }) => {
    expect(rulesAt(path)).toContain(rule);
  });

  test.each(misplaced)('$name is refused', ({ path, rule }) => {
    expect(rulesAt(path)).toContain(rule);
  });

  test.each(Object.keys(clean))('clean %s is accepted', (path) => {
    expect(rulesAt(path)).toEqual([]);
  });
});
