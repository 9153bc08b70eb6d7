import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { machineName } from '../config/names.ts';

/** A deployed Signalbox, of this app or of another. */
export interface ISignalbox extends IConstruct {
  /** Bus that apps put their events on. */
  readonly eventBus: IEventBus;
  /** Begins the names of its state machines. */
  readonly stage: string;
  /** Lets an app put events on the bus. */
  grantPutEvents(grantee: IGrantable): Grant;
  /** A metric of a workflow's executions, by its name in the namespace AWS/States. */
  metricWorkflow(workflow: string, metricName: string, options?: MetricOptions): Metric;
  /** Runs of a workflow that were started. */
  metricRunsStarted(workflow: string, options?: MetricOptions): Metric;
  /** Runs of a workflow that failed. */
  metricRunsFailed(workflow: string, options?: MetricOptions): Metric;
}

/** What every Signalbox can do, whoever deployed it. */
export abstract class SignalboxBase extends Construct implements ISignalbox {
  abstract readonly eventBus: IEventBus;
  abstract readonly stage: string;

  grantPutEvents(grantee: IGrantable): Grant {
    return this.eventBus.grantPutEventsTo(grantee);
  }

  metricWorkflow(workflow: string, metricName: string, options: MetricOptions = {}): Metric {
    const StateMachineArn = statesArn(this, 'stateMachine', machineName(this.stage, workflow));
    return new Metric({
      namespace: 'AWS/States',
      metricName,
      dimensionsMap: { StateMachineArn },
      statistic: 'Sum',
      ...options,
    });
  }

  metricRunsStarted(workflow: string, options?: MetricOptions): Metric {
    return this.metricWorkflow(workflow, 'ExecutionsStarted', options);
  }

  metricRunsFailed(workflow: string, options?: MetricOptions): Metric {
    return this.metricWorkflow(workflow, 'ExecutionsFailed', options);
  }
}

/** ARN of something of Step Functions in the construct's own account and region. */
export function statesArn(scope: Construct, resource: 'stateMachine' | 'execution', resourceName: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName,
  });
}
