import { createDynamoPromotionStore } from '../../../lib/aws/dynamodb/promotion-store.ts';
import { promotionActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { sha256 as hash } from '../../../lib/node/sha256.ts';
import { serveActions } from '../../middleware/serve-actions.ts';

/** Called by states of `promotion.show`. */
export const handler = serveActions('promotion', ({ dynamodb }) =>
  promotionActions({ promotions: createDynamoPromotionStore(dynamodb), hash }),
);
