import { builtInCatalogue } from '../catalogue/built-in.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { WorkflowGraph } from '../graph/graph.ts';
import { collectNeeds } from '../needs/collect-needs.ts';
import { findMissing, type NeedKind } from '../needs/needs.ts';
import { BUNDLE_FORMAT, type Bundle } from './bundle-schema.ts';

/** A version that is exported. */
export interface ExportedVersion {
  /** The definition as it was written. */
  readonly text: string;
  /** What the text says under `catalogue`. */
  readonly graph: WorkflowGraph;
  readonly catalogue: Catalogue;
  /** What was said when it was published. */
  readonly description?: string;
  /** The version of the contract that actions are called with. */
  readonly contract: number;
}

/** The text of a bundle: JSON, byte for byte the same for the same version. */
export function writeBundle(version: ExportedVersion): string {
  return `${JSON.stringify(createBundle(version), null, 2)}\n`;
}

/** A version as a bundle, with what its definition names. */
export function createBundle({ text, graph, catalogue, description = '', contract }: ExportedVersion): Bundle {
  const needs = collectNeeds(graph, catalogue);
  const own = findMissing(needs, builtInCatalogue());
  const names = (kind: NeedKind): string[] => own.filter((one) => one.kind === kind).map(({ name }) => name);
  return {
    format: BUNDLE_FORMAT,
    workflow: graph.workflow,
    name: graph.name,
    description,
    needs: {
      events: names('events'),
      contact_fields: names('contact_fields'),
      segments: names('segments'),
      consents: names('consents'),
      teams: names('teams'),
      calendars: names('calendars'),
      secrets: names('secrets'),
      messages: names('messages'),
      actions: Object.fromEntries(needs.actions.map((action) => [action, contract])),
    },
    definition: text,
  };
}
