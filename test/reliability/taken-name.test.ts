import { expect, test } from 'vitest';
import { compileWorkflow } from '../../lib/compiler/compile-workflow.ts';
import { loadMachine } from '../../lib/local/asl/load-machine.ts';
import { startExecution } from '../../lib/local/asl/run-execution.ts';
import { readWorkspace } from '../../lib/local/workspace/read-workspace.ts';

const { workflows, catalogue } = await readWorkspace('statemachines');
const loaded = workflows.flatMap(({ id, graph }) => (graph === undefined ? [] : [[id, graph] as const]));

test('all workflows of the repository are tried', () => {
  expect(loaded).toHaveLength(9);
});

test.each(loaded)(
  'an execution that only holds the name of a stopped run of %s calls no function',
  async (_, graph) => {
    const functionArn = (family: string) => `arn:aws:lambda:local:000000000000:function:${family}`;
    const { asl } = compileWorkflow(graph, { catalogue, functionArn });
    const calls: string[] = [];
    const invoke = (resource: string) => {
      calls.push(resource);
      return {};
    };
    const input = { stopped: 'operator', at: '2026-03-01T10:00:00.000Z' };
    const running = startExecution({ machine: loadMachine(asl), input, invoke });
    const { status } = await running.runToEnd();
    expect({ calls, ended: status !== 'RUNNING' }).toEqual({ calls: [], ended: true });
  },
);
