import { compileWorkflow } from '../../lib/compiler/compile-workflow.ts';
import type { RunInput } from '../../lib/compiler/compiled-workflow.ts';
import { toHistoryEvent } from '../../lib/local/asl/history-event.ts';
import { loadMachine } from '../../lib/local/asl/load-machine.ts';
import { startExecution } from '../../lib/local/asl/run-execution.ts';
import type { Invoke } from '../../lib/local/asl/task-caller.ts';
import { builtInCatalogue } from '../../lib/workflow/catalogue/built-in.ts';
import type { Json, JsonObject } from '../../lib/workflow/json.ts';
import { loadWorkflow } from '../../lib/workflow/load-workflow.ts';
import { makeFacts } from './make-task.ts';

/** Compiles a definition and runs it to its end on virtual time; returns the history as the port gives it. */
export async function runDefinition(
  text: string,
  {
    event,
    invoke,
    variants,
  }: { readonly event: JsonObject; readonly invoke: Invoke; readonly variants?: Record<string, string> },
): Promise<readonly Json[]> {
  const catalogue = builtInCatalogue();
  const { graph, issues } = loadWorkflow({ text, catalogue });
  if (graph === undefined) throw new Error(issues.map(({ message }) => message).join('\n'));
  const functionArn = (family: string) => `arn:aws:lambda:local:000000000000:function:${family}`;
  const { asl } = compileWorkflow(graph, { catalogue, functionArn });
  const input: RunInput = { run: makeFacts(), event, ...(variants && { variants }) };
  const running = startExecution({ machine: loadMachine(asl), input: JSON.parse(JSON.stringify(input)), invoke });
  await running.runToEnd();
  return running.history().map((record) => JSON.parse(JSON.stringify(toHistoryEvent(record))));
}
