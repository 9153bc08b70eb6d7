import { App, Duration, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, StateMachine, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow.ts';
import { checkGraph } from '../../../lib/workflow/checks/check-graph.ts';
import { buildGraph } from '../../../lib/workflow/graph/build-graph.ts';
import { parseDefinition } from '../../../lib/workflow/text/parse-definition.ts';
import { type BenchRow, medianMilliseconds, times } from '../bench-row.ts';
import { benchCatalogue, straightText } from '../compile/straight-workflow.ts';

const STEPS = 1000;

/** From a definition's tree to ASL, checks included; the peer makes the same steps from its own objects. */
export const compileBesideCdk: BenchRow = {
  what: `Compile ${STEPS} steps, all checks on`,
  goal: '≥ 10 × an aws-cdk-lib chain',
  measure: async () => {
    const catalogue = benchCatalogue();
    const settings = { catalogue, functionArn: (family: string) => `arn-of-${family}` };
    const { definition, tree } = parseDefinition(straightText(STEPS));
    if (definition === undefined || tree === undefined) throw new Error('The definition has errors');
    const compile = (): number => {
      const { graph, issues } = buildGraph({ definition, tree, catalogue });
      if (issues.length + checkGraph(graph, catalogue).length > 0) throw new Error('The definition has errors');
      return JSON.stringify(compileWorkflow(graph, settings).asl).length;
    };
    for (let round = 0; round < 20; round += 1) compile();
    const ours = await medianMilliseconds(21, compile);
    const others = await medianMilliseconds(9, cdkChain);
    return {
      ours: `${ours.toFixed(1)} ms`,
      others: `${others.toFixed(1)} ms`,
      result: times(others / ours),
      met: others >= 10 * ours,
      note: 'the peer: LambdaInvoke tasks with a payload and a retry in one StateMachine, resolved, not written out',
    };
  },
};

/** What a CDK user writes for the same steps, up to the resolved resource. */
function cdkChain(): object {
  const stack = new Stack(new App(), 'Stack');
  const lambdaFunction = LambdaFunction.fromFunctionArn(
    stack,
    'Function',
    'arn:aws:lambda:eu-central-1:123456789012:function:notify',
  );
  const tasks = Array.from({ length: STEPS }, (_, index) => {
    const payload = TaskInput.fromObject({ to: 'support', text: `Message ${index}` });
    const task = LambdaInvoke.jsonata(stack, `Step ${index}`, { lambdaFunction, payload });
    return task.addRetry({ errors: ['States.TaskFailed'], maxAttempts: 4, interval: Duration.seconds(2) });
  });
  for (const [index, task] of tasks.entries()) tasks[index + 1] && task.next(tasks[index + 1] ?? task);
  const [first] = tasks;
  if (first === undefined) throw new Error('There are steps');
  const machine = new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(first) });
  return stack.resolve(Reflect.get(machine.node.defaultChild ?? {}, 'definitionString'));
}
