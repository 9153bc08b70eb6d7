import type { Routes } from './contract/routes.ts';

/** What a caller may be; each of the others is a viewer, too. */
export const ROLES = ['viewer', 'editor', 'operator', 'approver'] as const;

export type Role = (typeof ROLES)[number];

/** Which role each operation takes: the whole of the API’s authorization, to be read at a glance. */
export const ACCESS = {
  health: { show: 'viewer' },
  events: { put: 'operator' },
  contacts: { show: 'viewer' },
  workflows: {
    ...({ list: 'viewer', show: 'viewer', create: 'editor', duplicate: 'editor' } as const),
    ...({ archive: 'operator', prune: 'operator' } as const),
  },
  versions: { list: 'viewer', show: 'viewer', compare: 'viewer', publish: 'editor', describe: 'editor' },
  drafts: { show: 'viewer', save: 'editor', edit: 'editor', discard: 'editor' },
  live: { show: 'viewer', change: 'operator' },
  statistics: { show: 'viewer' },
  audit: { list: 'viewer', listOfWorkflow: 'viewer' },
  runs: { list: 'viewer', show: 'viewer', start: 'operator', stop: 'operator', redrive: 'operator' },
  skippedRuns: { list: 'viewer' },
  approvals: { list: 'viewer', show: 'viewer', decide: 'approver' },
  templates: { list: 'viewer', show: 'viewer', use: 'editor' },
  exchange: { export: 'viewer', importBundle: 'editor', importPinpoint: 'editor' },
  trials: { review: 'viewer', preview: 'editor', backtest: 'editor' },
  outbox: { list: 'viewer' },
  deadLetters: { list: 'viewer', redrive: 'operator' },
} as const satisfies { readonly [Group in keyof Routes]: { readonly [Name in keyof Routes[Group]]: Role } };

/** Whether roles allow what takes one. */
export function allows(roles: ReadonlySet<Role>, needed: Role): boolean {
  return needed === 'viewer' ? roles.size > 0 : roles.has(needed);
}
