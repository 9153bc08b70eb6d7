import jsonata from 'jsonata';
import jsonata206 from 'jsonata-2.0.6';
import { expect, test } from 'vitest';
import { CAUGHT_ERROR } from '../../../../lib/compiler/expressions/catch-expression.ts';

async function caught(engine: typeof jsonata, errorOutput: object): Promise<unknown> {
  const expression = engine(CAUGHT_ERROR);
  expression.registerFunction('parse', (text: string) => JSON.parse(text));
  return await expression.evaluate(undefined, { states: { errorOutput } });
}

test.each([
  [
    'an error of ours has its code and its text',
    { Error: 'Signalbox.Permanent', Cause: '{"errorMessage":"refused: no: never","trace":[]}' },
    { code: 'refused', message: 'no: never' },
  ],
  ['a time-out has its own code', { Error: 'States.Timeout' }, { code: 'timeout', message: 'States.Timeout' }],
  [
    'an error of Lambda keeps its name',
    { Error: 'Lambda.Unknown', Cause: 'it crashed' },
    { code: 'Lambda.Unknown', message: 'it crashed' },
  ],
  [
    'a fail step keeps its text, even where it looks like JSON',
    { Error: 'Signalbox.Failed', Cause: '{not JSON' },
    { code: 'Signalbox.Failed', message: '{not JSON' },
  ],
  [
    'an error of ours without a code keeps its name',
    { Error: 'Signalbox.Transient', Cause: '{"errorMessage":"gone"}' },
    { code: 'Signalbox.Transient', message: '{"errorMessage":"gone"}' },
  ],
  [
    'an error of ours without a cause',
    { Error: 'Signalbox.Held' },
    { code: 'Signalbox.Held', message: 'Signalbox.Held' },
  ],
])('F7 %s', async (_what, errorOutput, error) => {
  expect(await caught(jsonata, errorOutput)).toEqual({ error });
  expect(await caught(jsonata206 as unknown as typeof jsonata, errorOutput)).toEqual({ error });
});
