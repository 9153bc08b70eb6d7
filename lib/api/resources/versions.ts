import { versionNotFound, workflowNotFound } from '../../engine/show-workflow.ts';
import type { WorkflowStore } from '../../ports/workflow-store.ts';
import type { versionRoutes } from '../contract/versions.ts';
import type { HandlersOf } from '../handler.ts';
import { pageRequest } from '../page-request.ts';
import { triggerOf } from './workflows.ts';

/** What reading versions needs. */
export interface VersionsDeps {
  readonly workflows: Pick<WorkflowStore, 'listVersions' | 'getVersion'>;
}

/** Published versions. */
export function createVersionResource({ workflows }: VersionsDeps): HandlersOf<typeof versionRoutes> {
  return {
    list: async ({ params: { workflow }, query }) => {
      const page = await workflows.listVersions(workflow, pageRequest(query));
      if (page.items.length === 0 && query.cursor === undefined) throw workflowNotFound(workflow);
      return page;
    },
    show: async ({ params: { workflow, version } }) => {
      const found = await workflows.getVersion(workflow, version);
      if (found === undefined) throw versionNotFound(workflow, version);
      const { compiled, asl: _asl, machineRef: _ref, ...shown } = found;
      return { ...shown, name: compiled.name, trigger: triggerOf(compiled), estimate: compiled.estimate };
    },
  };
}
