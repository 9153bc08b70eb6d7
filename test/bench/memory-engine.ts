import { readEmbeddedConfig } from '../../lib/config/embedded-config.ts';
import { startEngine } from '../../lib/local/engine/start-engine.ts';
import { readWorkspace } from '../../lib/local/workspace/read-workspace.ts';

/** The embedded engine on the folder it is started in, with its data in memory. */
const workspace = await readWorkspace('statemachines');
const config = { ...readEmbeddedConfig(undefined), port: 0 };
const { url } = await startEngine({ workspace, config, onFailure: (error) => console.error(error) });
console.log(url);
