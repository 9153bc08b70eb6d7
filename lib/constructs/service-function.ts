import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  Architecture,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENVIRONMENT, type EnvironmentKey, LIVE_ALIAS } from '../config/names.ts';
import { acknowledge } from './acknowledge.ts';
import type { FunctionBundle } from './bundle-functions.ts';
import { DeployedCode } from './deployed-code.ts';

/** IAM conditions: by operator, then by key. */
type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What all functions of a deployment have in common. */
export interface FunctionDefaults {
  readonly logRetention: RetentionDays;
  readonly tracing: boolean;
  readonly encryptionKey?: IKey | undefined;
}

export interface ServiceFunctionProps extends FunctionDefaults {
  readonly description: string;
  readonly timeout: Duration;
  /** Megabytes; a function's share of a processor grows with it. @default 256 */
  readonly memorySize?: number | undefined;
  readonly environment: Readonly<Partial<Record<EnvironmentKey, string>>>;
}

/**
 * A Lambda function with a role and a log group of its own. The role may do nothing but write its logs and traces;
 * whoever gives the function a resource grants it. `alias` is what compiled states call.
 */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  private readonly code = new DeployedCode();

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.encryptionKey ? { encryptionKey: props.encryptionKey } : {}),
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
    });
    logGroup.grantWrite(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: this.code,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      timeout: props.timeout,
      memorySize: props.memorySize ?? 256,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: variables(props.environment),
      ...(props.encryptionKey ? { environmentEncryption: props.encryptionKey } : {}),
    });
    acknowledge(this.function, 'L1', 'runtime');
    if (props.tracing) acknowledge(this.role, 'IAM5', 'xray', 'Resource::*');
  }

  /** The alias `live` of the newest version. Made when first asked for. */
  get alias(): Alias {
    const made = this.node.tryFindChild('Live');
    if (made instanceof Alias) return made;
    // aws-cdk-lib's types know no exactOptionalPropertyTypes: a Version is an IVersion, but not by the letter.
    const version = this.function.currentVersion as IVersion;
    return new Alias(this, 'Live', { aliasName: LIVE_ALIAS, version });
  }

  /** Decides what the function runs; once, before the app is synthesized. */
  setCode(bundle: FunctionBundle): void {
    this.code.set(this, bundle);
  }

  /** Tells the function one thing more. */
  tell(key: EnvironmentKey, value: string): void {
    this.function.addEnvironment(ENVIRONMENT[key], value);
  }

  /** Allows the function these actions on these resources, under conditions if there are some. */
  allow(actions: readonly string[], resources: readonly string[], conditions: Conditions = {}): void {
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources], conditions }),
    );
  }

  /** Lets the function encrypt and decrypt with the key of something that it may use. */
  allowKey(key: IKey | undefined): void {
    if (key) this.allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], [key.keyArn]);
  }
}

function variables(environment: ServiceFunctionProps['environment']): Record<string, string> {
  const entries = Object.entries(ENVIRONMENT).flatMap(([key, name]) => {
    const value = environment[key as EnvironmentKey];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
