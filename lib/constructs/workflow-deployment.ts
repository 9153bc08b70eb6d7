import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { AslMachine } from '../compiler/compiled-workflow.ts';
import { functionSubstitution, machineName, RESOURCE_TYPES } from '../config/names.ts';
import { CACHE, sha256, writeWhole } from './build-cache.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';

/** A workflow file, checked and compiled. */
export interface DeployableWorkflow {
  readonly id: string;
  readonly file: string;
  /** As it was written. */
  readonly text: string;
  /** Functions stand in it as `${signalbox_fn_<family>}`. */
  readonly asl: AslMachine;
  /** Families it calls. */
  readonly functions: readonly string[];
  /** Of the manifest, which the catalogue may change while the state machine stays as it is. */
  readonly fingerprint: string;
}

export interface WorkflowDeploymentProps {
  readonly workflow: DeployableWorkflow;
  readonly stage: string;
  readonly executions: ExecutionEnvironment;
  /** ARN of what to call, by family. */
  readonly functionArns: ReadonlyMap<string, string>;
  /** ARN of the function that publishes and activates. */
  readonly publisherArn: string;
  readonly logLevel: ExecutionLogLevel;
  readonly tracing: boolean;
  readonly encryptionKey?: IKey | undefined;
  /** Percent of the new runs that a new version takes. */
  readonly activate: number;
}

export type ExecutionLogLevel = 'ALL' | 'ERROR' | 'FATAL' | 'OFF';

/** Above this, a text leaves the template: 1 MB is all that a template may have. */
const LARGEST_INLINE_BYTES = 50_000;

/**
 * One workflow file: its state machine, written by CloudFormation so that `cdk diff` shows what changes, and the
 * release, which gives the machine's new revision a version, registers and activates it. Nothing else in the stack
 * depends on the file.
 */
export class WorkflowDeployment extends Construct {
  readonly machine: CfnStateMachine;
  readonly release: CustomResource;

  constructor(scope: Construct, id: string, props: WorkflowDeploymentProps) {
    super(scope, id);
    const { workflow, stage } = props;
    this.machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName: machineName(stage, workflow.id),
      stateMachineType: 'STANDARD',
      roleArn: props.executions.role.roleArn,
      ...this.definition(workflow.asl),
      definitionSubstitutions: Object.fromEntries(
        workflow.functions.map((family) => [functionSubstitution(family), props.functionArns.get(family) ?? '']),
      ),
      loggingConfiguration: {
        level: props.logLevel,
        // Inputs and outputs hold personal data; the history keeps them for 90 days, logs might keep them longer.
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: props.executions.logGroup.logGroupArn } }],
      },
      tracingConfiguration: { enabled: props.tracing },
      ...(props.encryptionKey && {
        encryptionConfiguration: {
          type: 'CUSTOMER_MANAGED_KMS_KEY',
          kmsKeyId: props.encryptionKey.keyArn,
          kmsDataKeyReusePeriodSeconds: 300,
        },
      }),
      tags: [
        { key: 'signalbox:workflow', value: workflow.id },
        { key: 'signalbox:stage', value: stage },
      ],
    });
    // Deleting a machine ends its runs, so a removed file leaves it; only a first deployment that failed takes it back.
    this.machine.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.machine.node.addDependency(props.executions.role);
    this.release = new CustomResource(this, 'Release', {
      resourceType: RESOURCE_TYPES.workflow,
      serviceToken: props.publisherArn,
      serviceTimeout: Duration.minutes(10),
      properties: {
        Workflow: workflow.id,
        File: workflow.file,
        ...definitionText(workflow.text),
        StateMachineArn: this.machine.attrArn,
        RevisionId: this.machine.attrStateMachineRevisionId,
        Manifest: workflow.fingerprint,
        // CloudFormation makes text of all values.
        Activate: String(props.activate),
      },
    });
  }

  private definition(asl: AslMachine) {
    const readable = JSON.stringify(asl, null, 2);
    if (Buffer.byteLength(readable) <= LARGEST_INLINE_BYTES) return { definitionString: readable };
    const path = join(CACHE, 'definitions', `${sha256(readable)}.asl.json`);
    writeWhole(path, JSON.stringify(asl));
    const asset = new Asset(this, 'Definition', { path });
    return { definitionS3Location: { bucket: asset.s3BucketName, key: asset.s3ObjectKey } };
  }
}

/** The definition as the release hands it on: readable in `cdk diff` while it is small. */
function definitionText(text: string) {
  if (Buffer.byteLength(text) <= LARGEST_INLINE_BYTES) return { Definition: text };
  return { DeflatedDefinition: deflateSync(text, { level: 9 }).toString('base64') };
}
