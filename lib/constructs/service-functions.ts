import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { EnvironmentKey } from '../config/names.ts';
import { bundleFunction, withData } from './bundle-functions.ts';
import type { DurableQueue } from './durable-queue.ts';
import { type FunctionSpec, SERVICE_FUNCTIONS, TASK_FUNCTIONS } from './function-specs.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';

type Named<Specs> = { readonly [Name in keyof Specs]: ServiceFunction };

export interface ServiceFunctionsProps extends FunctionDefaults {
  /** Values of environment variables; each function gets those that its specification names. */
  readonly environment: Readonly<Partial<Record<EnvironmentKey, string>>>;
}

/** A file beside a function's code. */
export interface CodeFile {
  readonly name: string;
  readonly text: string;
}

/** All functions of a deployment. */
export class ServiceFunctions extends Construct {
  readonly service: Named<typeof SERVICE_FUNCTIONS>;
  readonly task: Named<typeof TASK_FUNCTIONS>;
  private readonly made = new Map<string, ServiceFunction>();

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    this.service = this.makeAll(SERVICE_FUNCTIONS, props);
    this.task = this.makeAll(TASK_FUNCTIONS, props);
  }

  /**
   * Gives every function its code, and beside it the file that it reads when it starts; some have one more, so that the
   * others stay small.
   */
  setCode(fileName: string, data: string, more: Readonly<Record<string, CodeFile>> = {}): void {
    for (const [name, made] of this.made) {
      const bundle = withData(bundleFunction(name), fileName, data);
      const own = more[name];
      made.setCode(own === undefined ? bundle : withData(bundle, own.name, own.text));
    }
  }

  private makeAll<Specs extends Readonly<Record<string, FunctionSpec>>>(
    specs: Specs,
    props: ServiceFunctionsProps,
  ): Named<Specs> {
    const entries = Object.entries(specs).map(([name, spec]) => [name, this.make(spec, props)]);
    return Object.fromEntries(entries);
  }

  private make(spec: FunctionSpec, props: ServiceFunctionsProps): ServiceFunction {
    const values = Object.entries(props.environment).filter(([key]) => spec.environment.some((known) => known === key));
    const made = new ServiceFunction(this, pascalCase(spec.name), {
      ...props,
      description: `Signalbox: ${spec.description}`,
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memorySize,
      environment: Object.fromEntries(values),
    });
    this.made.set(spec.name, made);
    return made;
  }
}

/** Lets a function consume a queue, message by message, with its dead letters at hand. */
export function consume(consumer: ServiceFunction, { queue, deadLetters }: DurableQueue, limits: ConsumerLimits): void {
  const source = new SqsEventSource(queue, {
    batchSize: limits.batchSize,
    maxConcurrency: limits.maxConcurrency,
    reportBatchItemFailures: true,
  });
  consumer.function.addEventSource(source);
  deadLetters.grantSendMessages(consumer.role);
  consumer.tell('deadLetterQueueUrl', deadLetters.queueUrl);
}

export interface ConsumerLimits {
  readonly batchSize: number;
  /** Batches at once: what holds back a burst. */
  readonly maxConcurrency: number;
}

function pascalCase(name: string): string {
  return name
    .split(/[-/]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
