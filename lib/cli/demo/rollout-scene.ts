import type { SignalboxClient } from '../../client/create-client.ts';
import type { Act, Happening, Scene } from './scene.ts';

const WORKFLOW = 'match-review';
const RITA = 'rita@example.com';

/** Made through the API, as an editor would make it. */
const FIRST = `workflow: ${WORKFLOW}
name: Match review
trigger: { event: inquiry.submitted }
steps:
  - id: decide
    routes:
      - id: likely_match
        if: { field: event.inquiry.match_score, at_least: 0.9 } # the bound
        then: [{ id: decline, do: inquiry.decide, with: { decision: decline } }]
    otherwise: [{ id: look, do: inquiry.decide, with: { decision: review } }]
`;
const SECOND = FIRST.replace('at_least: 0.9', 'at_least: 0.7');

function does(afterHours: number, says: string, act: Act['act']): Act {
  return { afterHours, by: RITA, says, act };
}

function inquiry(number: number, afterHours: number): Happening {
  const id = `inquiry-m${number}`;
  const data = { id, contact_id: `person-${number}`, status: 'submitted', match_score: 0.8 };
  return { afterHours, event: 'inquiry.submitted', data: { inquiry: data } };
}

async function begin({ workflows, versions }: SignalboxClient): Promise<undefined> {
  const { revision } = await workflows.create({ body: { text: FIRST } });
  await versions.publish({
    ...{ params: { workflow: WORKFLOW }, revision },
    body: { description: 'Decline from 0.9', activate: true },
  });
}

async function stage({ drafts, versions }: SignalboxClient): Promise<undefined> {
  const params = { workflow: WORKFLOW };
  const { revision } = await drafts.save({ params, revision: 0, body: { text: SECOND, basedOn: 1 } });
  const body = { description: 'Decline from 0.7', activate: { rollout: 25 } };
  await versions.publish({ params, revision, body });
}

async function promote({ live, statistics }: SignalboxClient) {
  const params = { workflow: WORKFLOW };
  const seen = await statistics.show({ params });
  const { revision } = await live.show({ params });
  await live.change({ params, revision, body: { rollout: { version: 2, percent: 100 }, why: 'as expected' } });
  return seen;
}

/** V2: a bound is lowered, first for a quarter of the inquiries. */
export const ROLLOUT_SCENE: Scene = {
  workflow: WORKFLOW,
  title: 'A changed decision is staged: a quarter of the people get version 2, then everyone',
  brief: true,
  happenings: [
    does(0, 'begins the workflow and activates version 1', begin),
    does(0.5, 'lowers the bound to 0.7, publishes version 2 and stages it for 25 %', stage),
    ...Array.from({ length: 12 }, (_, index) => inquiry(index + 40, 1)),
    does(2, 'looks at both arms, and promotes version 2', promote),
    inquiry(52, 3),
  ],
};
