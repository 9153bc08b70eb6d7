import { describe, expect, test } from 'vitest';
import { createTerminal } from '../../../lib/cli/terminal.ts';
import { readCliConfig } from '../../../lib/config/cli-config.ts';

describe('the environment', () => {
  test.each([
    [{}, 'auto'],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, 'never'],
    [{ NO_COLOR: '' }, 'auto'],
    [{ FORCE_COLOR: '1' }, 'always'],
    [{ FORCE_COLOR: '0' }, 'never'],
  ])('%j means colour %s', (environment, colour) => {
    expect(readCliConfig(environment).colour).toBe(colour);
  });

  test('names the engine, which is else the one on this machine', () => {
    expect(readCliConfig({}).url).toBe('http://127.0.0.1:4400');
    expect(readCliConfig({ SIGNALBOX_URL: 'http://other' }).url).toBe('http://other');
  });
});

describe('a terminal', () => {
  test.each([
    ['auto', true, true],
    ['auto', false, false],
    ['always', false, true],
    ['never', true, false],
  ] as const)('with colour %s and a terminal: %s paints: %s', (colour, isTTY, paints) => {
    const stream = Object.assign(Object.create(process.stdout), { isTTY, columns: 80 });

    const { outPaint, width } = createTerminal({ stdin: { isTTY }, stdout: stream, stderr: stream, colour });

    expect(outPaint.red('x') !== 'x').toBe(paints);
    expect(width).toBe(isTTY ? 80 : Number.POSITIVE_INFINITY);
  });
});
