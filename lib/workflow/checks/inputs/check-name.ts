import type { Catalogue, InputField } from '../../catalogue/catalogue.ts';
import type { Json } from '../../json.ts';
import { offer } from '../../references/resolve-type.ts';
import { isTemplate } from '../../references/template.ts';
import { type InputSite, readInputText } from './input-site.ts';
import { settableFields } from './settable-fields.ts';

/** Inputs that name something the catalogue or the deployment declares. */
export type NameField = Extract<
  InputField,
  { readonly type: 'secret' | 'team' | 'segment' | 'event' | 'workflow' | 'message_template' | 'assignee' | 'field' }
>;

interface KnownNames {
  readonly code: string;
  readonly noun: string;
  readonly has: (name: string) => boolean;
  /** All of them, to offer the nearest. */
  readonly all: () => Iterable<string>;
}

/** Checks that a value is a name of what the field asks for. */
export function checkName(value: Json, field: NameField, pointer: string, site: InputSite): void {
  const { findings, subject } = site;
  const known = namesFor(field, subject.catalogue);
  if (typeof value !== 'string') {
    findings.error('SB438', pointer, `This must be the name of ${known.noun}, as text`);
  } else if (isTemplate(value)) {
    if (field.type === 'assignee') readInputText(value, pointer, site);
    else
      findings.error(
        'SB440',
        pointer,
        `The name of ${known.noun} is written down, not referred to, so that it can be checked`,
      );
  } else if (field.type === 'secret') checkSecret(value, known, pointer, site);
  else if (field.type === 'workflow') {
    if (!WORKFLOW_ID.test(value))
      findings.error('SB438', pointer, `"${value}" is no id of a workflow: write it in kebab-case`);
  } else if (!known.has(value) && !(field.type === 'assignee' && isAddress(value))) {
    findings.error(
      known.code,
      pointer,
      `There is no ${known.noun.replace(/^an? /, '')} "${value}".${offer(value, [...known.all()])}`,
    );
  }
}

/** What stands there may be the secret itself: it is repeated only where it is certainly a name. */
function checkSecret(value: string, { has, all }: KnownNames, pointer: string, { findings }: InputSite): void {
  if (has(value)) return;
  const isName = /^[a-z][a-z_]{0,30}$/.test(value);
  const message = isName
    ? `There is no secret "${value}".${offer(value, [...all()])}`
    : 'A definition holds names of secrets, never their values. Store the value as a secret, and declare its name in catalogue.yaml';
  findings.error('SB434', pointer, message);
}

const WORKFLOW_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** As loose as it may be: the mail server knows better. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

function namesFor(field: NameField, catalogue: Catalogue): KnownNames {
  switch (field.type) {
    case 'secret':
      return { code: 'SB434', noun: 'a secret', ...namesIn(catalogue.secrets) };
    case 'team':
    case 'assignee':
      return { code: 'SB428', noun: 'a team', ...namesIn(catalogue.teams) };
    case 'segment':
      return { code: 'SB426', noun: 'a segment', ...namesIn(catalogue.segments) };
    case 'event':
      return { code: 'SB424', noun: 'an event', ...namesIn(catalogue.events) };
    case 'message_template':
      return { code: 'SB435', noun: 'a message template', ...namesIn(catalogue.messages) };
    case 'workflow':
      return { code: 'SB438', noun: 'a workflow', ...namesIn(new Set<string>()) };
    case 'field': {
      const names = new Set(Object.keys(settableFields(field.record, catalogue)));
      return { code: 'SB441', noun: `a field of ${field.record}`, ...namesIn(names) };
    }
  }
}

function namesIn(known: ReadonlySet<string> | ReadonlyMap<string, unknown>): Pick<KnownNames, 'has' | 'all'> {
  return { has: (name) => known.has(name), all: () => known.keys() };
}
