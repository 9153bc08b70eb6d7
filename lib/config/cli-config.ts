/** What the command line reads from the environment. */
export interface CliConfig {
  /** Address of the engine, unless `--url` names another: `SIGNALBOX_URL`. */
  readonly url: string;
  /** A deployment, unless `--stage` names another: `SIGNALBOX_STAGE`. */
  readonly stage?: string;
  /** Who gives commands, unless `--by` says: `SIGNALBOX_USER`. A deployment goes by credentials instead. */
  readonly user?: string;
  /** `auto`: where the output is a terminal. `NO_COLOR` forbids it, `FORCE_COLOR` asks for it everywhere. */
  readonly colour: 'auto' | 'always' | 'never';
}

/** Where `npm start` listens. */
const EMBEDDED_ENGINE_URL = 'http://127.0.0.1:4400';

/** Reads the settings of the command line; everything has a default. */
export function readCliConfig(environment: Readonly<Record<string, string | undefined>> = process.env): CliConfig {
  const { SIGNALBOX_USER: user, SIGNALBOX_STAGE: stage } = environment;
  return {
    url: environment.SIGNALBOX_URL || EMBEDDED_ENGINE_URL,
    colour: readColour(environment),
    ...(user ? { user } : {}),
    ...(stage ? { stage } : {}),
  };
}

/** By no-color.org and force-color.org; a wish for none comes first. */
function readColour(environment: Readonly<Record<string, string | undefined>>): CliConfig['colour'] {
  if (environment.NO_COLOR) return 'never';
  const force = environment.FORCE_COLOR;
  if (force === '0' || force === 'false') return 'never';
  return force ? 'always' : 'auto';
}
