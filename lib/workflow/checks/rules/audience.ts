import { offer } from '../../references/resolve-type.ts';
import type { Check } from '../subject.ts';

/** SB314, SB427: a workflow that sends messages names the consent it needs, and one that exists. */
export const checkConsent: Check = ({ graph, catalogue, flow }, { error }) => {
  const { consent } = graph.audience;
  if (consent !== undefined && consent !== 'none' && !catalogue.consents.has(consent)) {
    const known = [...catalogue.consents, 'none'];
    error('SB427', '/audience/consent', `There is no consent "${consent}".${offer(consent, known)}`);
  }
  if (consent !== undefined) return;
  const sender = flow.steps
    .values()
    .find(({ node }) => node.kind === 'do' && catalogue.actions.get(node.action)?.sendsMessage === true);
  if (sender === undefined) return;
  const message = `"${sender.node.id}" sends a message to the contact. Write audience: with the consent that needs, or consent: none`;
  error('SB314', '/audience', message);
};
