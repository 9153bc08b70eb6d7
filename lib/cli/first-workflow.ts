import type { EventType } from '../workflow/catalogue/catalogue.ts';

/** What a first workflow is made for. */
export interface FirstWorkflow {
  readonly id: string;
  readonly event: EventType;
  /** Where the JSON Schema lies, seen from the workflow. */
  readonly schema: string;
}

/** A workflow that runs as it is and shows the most used parts: a wait, a route, a message to the team. */
export function firstWorkflow({ id, event, schema }: FirstWorkflow): string {
  return event.contact === undefined ? withoutContact(id, event, schema) : withContact(id, event, schema);
}

function withContact(id: string, event: EventType, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
# ${event.description}
workflow: ${id}
trigger: { event: ${event.name} } # add if: to start for some of them only
audience: { reentry: 30 days } # add consent: before a step sends the contact a message
steps:
  - { id: tag, do: contact.tag, with: { add: [${id.replaceAll('-', '_')}] } }
  - wait: 1 day
  - id: answered # the contact as it is now, and what happened since the start
    routes:
      - id: wrote_to_us
        if: { happened: message.received }
        then: [{ end: answered }]
  - { id: hand_over, do: task.create, with: { title: "Get in touch with {{ contact.first_name | default: 'the contact' }}" } }
`;
}

function withoutContact(id: string, event: EventType, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
# ${event.description}
workflow: ${id}
trigger: { event: ${event.name} } # add if: to start for some of them only
steps:
  - wait: 1 hour
  - { id: remember, do: task.create, with: { title: "Look after ${event.name}" } }
`;
}

/** Cases that hold for {@link firstWorkflow}. */
export function firstTest({ id, event }: Pick<FirstWorkflow, 'id' | 'event'>): string {
  if (event.contact === undefined) {
    return `workflow: ${id}
cases:
  - name: A task is made
    expect: { path: [wait_1_hour, remember], outcome: completed }
`;
  }
  return `workflow: ${id}
cases:
  - name: Nobody writes, so somebody of the team does
    contact: { first_name: Ana }
    expect:
      path: [tag, wait_1_day, answered.otherwise, hand_over]
      outcome: completed
      inputs: { hand_over: { title: Get in touch with Ana } }
  - name: Who writes by then is left in peace
    timeline: [{ after: 3 hours, event: message.received }]
    expect:
      path: [tag, wait_1_day, answered.wrote_to_us]
      outcome: answered
`;
}
