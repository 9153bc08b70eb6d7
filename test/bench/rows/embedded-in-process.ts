import { StateMachine } from 'aws-local-stepfunctions';
import { loadMachine } from '../../../lib/local/asl/load-machine.ts';
import { runToEnd } from '../../../lib/local/asl/run-execution.ts';
import { type BenchRow, medianMilliseconds, perSecond, times } from '../bench-row.ts';

const RUNS = 2000;

/** Four states: a call, a choice, a value computed by an expression, and the end. */
const JSONATA = {
  QueryLanguage: 'JSONata',
  StartAt: 'Call',
  States: {
    Call: { Type: 'Task', Resource: 'call', Assign: { score: '{% $states.result.score %}' }, Next: 'Decide' },
    Decide: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $exists($score) and $type($score) = "number" and $score > 700 %}', Next: 'Compute' }],
      Default: 'End',
    },
    Compute: { Type: 'Pass', Assign: { half: '{% $score / 2 %}' }, Next: 'End' },
    End: { Type: 'Succeed' },
  },
};

/** The same four states as the peer can run them: it has no JSONata. */
const PATHS: ConstructorParameters<typeof StateMachine>[0] = {
  StartAt: 'Call',
  States: {
    Call: { Type: 'Task', Resource: 'arn:aws:lambda:eu-central-1:123456789012:function:call', Next: 'Decide' },
    Decide: {
      Type: 'Choice',
      Choices: [{ Variable: '$.score', NumericGreaterThan: 700, Next: 'Compute' }],
      Default: 'End',
    },
    Compute: { Type: 'Pass', Result: { half: 360 }, Next: 'End' },
    End: { Type: 'Succeed' },
  },
};

const ANSWER = { score: 720 };

/** The interpreter alone, beside the one on npm. */
export const embeddedInProcess: BenchRow = {
  what: 'Embedded engine in process, in memory, 4 states',
  goal: '≥ 1 × aws-local-stepfunctions',
  measure: async () => {
    const machine = loadMachine(JSONATA);
    const ours = await medianMilliseconds(5, async () => {
      for (let run = 0; run < RUNS; run += 1) {
        await runToEnd({ machine, input: {}, invoke: () => ANSWER });
      }
    });
    const peer = new StateMachine(PATHS);
    const others = await medianMilliseconds(5, async () => {
      for (let run = 0; run < RUNS; run += 1) {
        const overrides = { taskResourceLocalHandlers: { Call: () => ANSWER } };
        await peer.run({}, { overrides }).result;
      }
    });
    return {
      ours: perSecond((RUNS / ours) * 1000),
      others: perSecond((RUNS / others) * 1000),
      result: times(others / ours),
      met: ours <= others,
      note: 'ours evaluates JSONata, the peer has none',
    };
  },
};
