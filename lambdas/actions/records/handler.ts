import { recordsActions } from '../../../lib/engine/actions/built-in-actions.ts';
import { sha256 as hash } from '../../../lib/node/sha256.ts';
import { serveActions } from '../../middleware/serve-actions.ts';
import { openPublishing } from '../../wiring/bus.ts';

/** Called by states of actions on contacts and other records. */
export const handler = serveActions('records', ({ records, catalogue }) =>
  recordsActions({ records, publish: openPublishing(catalogue), hash, types: catalogue.records }),
);
