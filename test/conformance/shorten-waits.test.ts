import { expect, test } from 'vitest';
import { machine } from './asl-fragments.ts';
import { shortenWaits } from './shorten-waits.ts';

const states = { Type: 'Wait', Seconds: 60, End: true };

test('waits end at once, also in branches and item processors', () => {
  const nested = (seconds: number) =>
    machine('P', {
      P: { Type: 'Parallel', Branches: [{ StartAt: 'W', States: { W: { ...states, Seconds: seconds } } }], Next: 'M' },
      M: { Type: 'Map', ItemProcessor: { StartAt: 'V', States: { V: { ...states, Seconds: seconds } } }, End: true },
    });
  expect(shortenWaits(JSON.parse(JSON.stringify(nested(60))))).toEqual(nested(0));
});

test('payloads that look like states are left alone', () => {
  const definition = JSON.parse(
    JSON.stringify(machine('A', { A: { Type: 'Pass', Output: { States: { W: states } }, End: true } })),
  );
  expect(shortenWaits(definition)).toEqual(definition);
});

test('time-outs are kept unless a limit is given, which only shortens', () => {
  const definition = {
    ...machine('T', { T: { Type: 'Task', Resource: 'r', TimeoutSeconds: 600, HeartbeatSeconds: 1, End: true } }),
    TimeoutSeconds: 86_400,
  };
  const json = JSON.parse(JSON.stringify(definition));
  expect(shortenWaits(json)).toEqual(definition);
  expect(shortenWaits(json, { timeoutSeconds: 2 })).toMatchObject({
    TimeoutSeconds: 2,
    States: { T: { TimeoutSeconds: 2, HeartbeatSeconds: 1 } },
  });
});
