import { Duration } from 'aws-cdk-lib';
import { Match, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { Queues } from './queues.ts';
import { consume, type ServiceFunctions } from './service-functions.ts';
import { statesArn } from './signalbox-base.ts';

export interface EventSourcesProps {
  readonly stage: string;
  readonly queues: Queues;
  readonly functions: ServiceFunctions;
  readonly dispatchConcurrency: number;
}

/** Reads of one execution's history are paid from a bucket of 20 a second for the whole account. */
const ARCHIVE_CONCURRENCY = 2;

/** Many questions may be asked in one minute, and then many reminders are due; mail providers take so many at once. */
const TIMER_CONCURRENCY = 5;

/** What calls the functions: queues, status events, and the clock. */
export function connectEventSources(scope: Construct, props: EventSourcesProps): void {
  const { queues, functions, dispatchConcurrency: maxConcurrency } = props;
  const { service } = functions;
  consume(service.dispatch, queues.dispatch, { batchSize: 10, maxConcurrency });
  consume(service.signal, queues.signal, { batchSize: 10, maxConcurrency });
  consume(service.record, queues.status, { batchSize: 10, maxConcurrency });
  consume(service.archive, queues.archive, { batchSize: 5, maxConcurrency: ARCHIVE_CONCURRENCY });
  consume(service.timers, queues.timers, { batchSize: 5, maxConcurrency: TIMER_CONCURRENCY });

  new Rule(scope, 'StatusRule', {
    description: 'Tells Signalbox how the executions of its state machines fare.',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: Match.prefix(statesArn(scope, 'stateMachine', `${props.stage}-`)) },
    },
    targets: [new SqsQueue(queues.status.queue)],
  });
  every(Duration.minutes(1), 'Sweep', 'unstarted');
  every(Duration.hours(1), 'Reconcile', 'reconcile');

  function every(interval: Duration, id: string, sweep: 'unstarted' | 'reconcile'): void {
    new Rule(scope, `${id}Schedule`, {
      description: `Calls the sweep: ${sweep}.`,
      schedule: Schedule.rate(interval),
      targets: [new LambdaFunction(service.sweep.function, { event: RuleTargetInput.fromObject({ sweep }) })],
    });
  }
}
