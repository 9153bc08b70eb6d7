import { CustomResource, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RESOURCE_TYPES } from '../config/names.ts';
import { recordEvents } from '../workflow/catalogue/carried-records.ts';
import type { Catalogue } from '../workflow/catalogue/catalogue.ts';

export interface RecordEventsProps {
  readonly catalogue: Catalogue;
  /** ARN of the function that makes rules. */
  readonly publisherArn: string;
}

/** Events that carry records reach the engine: their rules are made with the stack, not with a workflow that names them. */
export function subscribeRecordEvents(scope: Construct, { catalogue, publisherArn }: RecordEventsProps): void {
  new CustomResource(scope, 'RecordEvents', {
    resourceType: RESOURCE_TYPES.recordEvents,
    serviceToken: publisherArn,
    serviceTimeout: Duration.minutes(10),
    // The function knows them; they stand here so that a catalogue with others is an update.
    properties: { Events: recordEvents(catalogue.events).map(({ name }) => name) },
  });
}
