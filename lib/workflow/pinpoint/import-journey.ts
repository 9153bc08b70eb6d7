import type { Issue } from '../issue.ts';
import type { Json, JsonObject } from '../json.ts';
import { joinPointer } from '../json-pointer.ts';
import { writeYaml } from '../text/write-yaml.ts';
import { convertActivity } from './convert-activity.ts';
import { convertAudience, convertTrigger, reportSettings } from './convert-start.ts';
import { kebabCase, type Leftover, startImport } from './importing.ts';
import { readFlow } from './journey-flow.ts';
import { type Journey, JourneySchema } from './journey-schema.ts';
import { writeSteps } from './write-steps.ts';

/** Far more than a journey of hundreds of activities has. */
const MAX_CHARACTERS = 1_048_576;

/** A journey as it was exported. */
export interface JourneySource {
  /** The JSON that GetJourney answers, with or without `JourneyResponse` around it. */
  readonly text: string;
  /** The new workflow's id; by default made of the journey's name. */
  readonly workflow?: string;
}

/** What came of a journey. */
export interface ImportedJourney {
  /** The workflow's id. */
  readonly workflow?: string;
  /** The definition; absent when the text is no journey. */
  readonly text?: string;
  /** What is left to be done by hand, in the order of the journey's settings. */
  readonly leftovers: readonly Leftover[];
  /** Why there is no definition; code SB581. */
  readonly issues: readonly Issue[];
}

/** Turns an Amazon Pinpoint journey into a definition, and says what it could not carry over. */
export function importJourney({ text, workflow }: JourneySource): ImportedJourney {
  const read = readJourney(text);
  if ('issues' in read) return { leftovers: [], issues: read.issues };
  const { journey } = read;
  const id = workflow ?? kebabCase(journey.Name, 'journey');
  const importing = startImport();
  const trigger = convertTrigger(journey, importing);
  const flow = readFlow(journey, importing);
  const { steps, comments, orphans } = writeSteps(flow, (place) => convertActivity(place, importing));
  const audience = convertAudience(journey, JSON.stringify(steps).includes('"email.send"'), importing);
  reportSettings(journey, importing);
  const nothing = { end: 'completed' };
  const tree: JsonObject = {
    workflow: id,
    name: journey.Name.slice(0, 80),
    trigger,
    ...(Object.keys(audience).length === 0 ? {} : { audience }),
    steps: steps.length === 0 ? [nothing] : steps,
  };
  const origin = `# From the Amazon Pinpoint journey ${JSON.stringify(journey.Name)}${journey.Id === undefined ? '' : ` (${journey.Id})`}.\n`;
  return {
    workflow: id,
    text: origin + writeYaml(tree, new Map([...comments, [nothing, { above: orphans, below: [] }]])),
    leftovers: importing.leftovers,
    issues: [],
  };
}

function readJourney(text: string): { readonly journey: Journey } | { readonly issues: readonly Issue[] } {
  if (text.length > MAX_CHARACTERS) return refuse('', `It has more than ${MAX_CHARACTERS} characters`);
  const tree = parseJson(text);
  if (tree === undefined) return refuse('', 'It is no JSON');
  const parsed = JourneySchema.safeParse(unwrap(tree));
  if (parsed.success) return { journey: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }): Issue => {
    const pointer = joinPointer('', ...path.map(String));
    return { code: 'SB581', severity: 'error', pointer, message: `This is no journey: ${pointer || 'it'}: ${message}` };
  });
  return { issues };
}

function refuse(pointer: string, message: string): { readonly issues: readonly Issue[] } {
  return { issues: [{ code: 'SB581', severity: 'error', pointer, message: `This is no journey. ${message}` }] };
}

/** Some SDKs write null for what is not set. */
function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text, (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    return undefined;
  }
}

function unwrap(tree: Json): Json | undefined {
  return typeof tree === 'object' && tree !== null && 'JourneyResponse' in tree ? tree.JourneyResponse : tree;
}
