import type { JsonObject } from '../../workflow/json.ts';
import { APPROVAL_SCENE } from './approval-scene.ts';
import { ROLLOUT_SCENE } from './rollout-scene.ts';
import { type Happening, person, type Scene } from './scene.ts';

function inquiry(id: string, contact_id: string, more: JsonObject): Happening {
  const data = { id, contact_id, status: 'completed', country: 'DE', list_matches: [], match_score: 0.1, ...more };
  return { afterHours: 0.1, event: 'inquiry.completed', data: { inquiry: data } };
}

function lead(id: string, contact_id: string, amount: number, source: string): Happening {
  return {
    afterHours: 0.1,
    event: 'lead.created',
    data: { lead: { id, contact_id, source, status: 'new', amount, currency: 'EUR' } },
  };
}

function conversation(id: string, contact_id: string, subject: string): JsonObject {
  return { id, contact_id, channel: 'chat', subject, status: 'open', message_count: 1, tags: [] };
}

const LINES = [
  { sku: 'TEA-100', title: 'Green tea', quantity: 2, price: 29.9 },
  { sku: 'CUP-7', title: 'Cup', quantity: 1, price: 12 },
];

/** What `npm run demo` plays: the sample workflows, each seen from more than one side. */
export const SCENES: readonly Scene[] = [
  {
    workflow: 'inquiry-decision',
    title: 'Three identity checks: a list match, a clean one, and an expired document',
    happenings: [
      person('ida', 'Ida'),
      inquiry('inquiry-1', 'ida', { list_matches: ['sanctions'], match_score: 0.95 }),
      inquiry('inquiry-2', 'ida', { country: 'FR' }),
      inquiry('inquiry-3', 'ida', { country: 'NO', document_expires_at: '2025-01-01T00:00:00Z' }),
    ],
  },
  {
    workflow: 'lead-follow-up',
    title: 'Two leads from the website: Lena never answers, Leo does after a day',
    happenings: [
      person('lena', 'Lena'),
      lead('lead-1', 'lena', 200, 'Website'),
      person('leo', 'Leo'),
      lead('lead-2', 'leo', 300, 'Website'),
      {
        afterHours: 25,
        event: 'message.received',
        data: {
          conversation: conversation('conversation-1', 'leo', 'Your mail'),
          message: { id: 'message-1', text: 'Thank you, tell me more', sentiment_score: 0.8 },
        },
      },
    ],
  },
  {
    workflow: 'vip-routing',
    title: 'A VIP opens a chat',
    happenings: [
      person('vera', 'Vera', { tags: ['VIP'] }),
      {
        afterHours: 1,
        event: 'conversation.started',
        data: { conversation: conversation('conversation-2', 'vera', 'A question') },
      },
    ],
  },
  {
    workflow: 'negative-sentiment',
    title: 'An unhappy message becomes a ticket',
    happenings: [
      person('nina', 'Nina'),
      {
        afterHours: 1,
        event: 'message.received',
        data: {
          conversation: conversation('conversation-3', 'nina', 'Parcel is broken'),
          message: { id: 'message-2', text: 'This is a disgrace', sentiment_score: 0.1 },
        },
      },
    ],
  },
  {
    workflow: 'credit-check',
    title: 'Two leads are checked by a credit bureau (a local HTTP server): a good score, then a bureau that is down',
    happenings: [
      person('carl', 'Carl'),
      lead('lead-3', 'carl', 5000, 'Fair'),
      person('cora', 'Cora'),
      lead('lead-down', 'cora', 9999, 'Fair'),
    ],
  },
  {
    workflow: 'order-fulfilment',
    title: 'An order is billed and thanked for at once, and each line reserved',
    happenings: [
      person('omar', 'Omar'),
      {
        afterHours: 1,
        event: 'order.placed',
        data: { contact_id: 'omar', order_id: 'order-1', total: 71.8, lines: LINES },
      },
    ],
  },
  {
    workflow: 'abandoned-cart',
    title: 'Two carts are left behind: Anna buys after the first mail, so the series stops; Ben does not',
    happenings: [
      person('anna', 'Anna'),
      person('ben', 'Ben'),
      ...['anna', 'ben'].map((id) => ({
        afterHours: 2,
        event: 'cart.abandoned',
        data: { contact_id: id, cart_id: `cart-${id}`, total: 59.8, lines: LINES.slice(0, 1) },
      })),
      {
        afterHours: 9,
        event: 'order.placed',
        data: { contact_id: 'anna', order_id: 'order-2', cart_id: 'cart-anna', total: 59.8, lines: LINES.slice(0, 1) },
      },
    ],
  },
  {
    workflow: 'promotion-test',
    title: 'Four visitors at the checkout are split between three promotions and a hold-out',
    happenings: ['v-1', 'v-2', 'v-3', 'v-4'].map((visitor_id) => ({
      afterHours: 3,
      event: 'visit.page_viewed',
      data: { visitor_id, visit_id: `visit-${visitor_id}`, page: '/checkout', title: 'Checkout' },
    })),
  },
  ROLLOUT_SCENE,
  APPROVAL_SCENE,
];
