import { CATALOGUE_CODES } from './codes/catalogue-codes.ts';
import { CONTROL_PLANE_CODES } from './codes/control-plane-codes.ts';
import { DEPLOYMENT_CODES } from './codes/deployment-codes.ts';
import { EMBEDDED_CODES } from './codes/embedded-codes.ts';
import { EXCHANGE_CODES } from './codes/exchange-codes.ts';
import { FLOW_CODES } from './codes/flow-codes.ts';
import { INPUT_CODES } from './codes/input-codes.ts';
import { REFERENCE_CODES } from './codes/reference-codes.ts';
import { RUN_CODES } from './codes/run-codes.ts';
import { STRUCTURE_CODES } from './codes/structure-codes.ts';
import { TEXT_CODES } from './codes/text-codes.ts';
import { WORKSPACE_CODES } from './codes/workspace-codes.ts';
import type { ErrorExplanation } from './error-explanation.ts';

/** Every code that Signalbox reports, by its hundreds in `codes/`. A code is never given a new meaning. */
export const ERROR_CODES: Readonly<Record<string, ErrorExplanation>> = {
  ...TEXT_CODES,
  ...STRUCTURE_CODES,
  ...FLOW_CODES,
  ...REFERENCE_CODES,
  ...CATALOGUE_CODES,
  ...EXCHANGE_CODES,
  ...CONTROL_PLANE_CODES,
  ...RUN_CODES,
  ...INPUT_CODES,
  ...EMBEDDED_CODES,
  ...WORKSPACE_CODES,
  ...DEPLOYMENT_CODES,
};
