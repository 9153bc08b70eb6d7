import type { ActionType, Catalogue, EventType, Fields, FieldType, InputField, RecordType } from './catalogue.ts';

const INTRODUCTION = `# The catalogue

What a workflow can name without declaring anything: events, records and actions. A team's own are declared in
\`statemachines/catalogue.yaml\`; [the language reference](language.md#your-own-names) says how. This page is written from the
catalogue itself; a test keeps the two alike.

A field marked *may be missing* can be absent from data that is right all the same.
`;

/** docs/catalogue.md, in Markdown. */
export function renderCataloguePage({ events, records, actions }: Catalogue): string {
  return [
    INTRODUCTION,
    '## Events\n',
    ...events.values().map((event) => renderEvent(event, [...records.values()])),
    '## Records\n\nThe record an event is about, as it is now.\n',
    ...records.values().map(renderRecord),
    '## Actions\n\nAn input is text that may hold references unless its type says otherwise.\n',
    ...actions.values().map(renderAction),
  ].join('\n');
}

function renderEvent(event: EventType, records: readonly RecordType[]): string {
  const about = Object.entries(event.records).map(([name, path]) => `\`${name}\` (by \`${path}\`)`);
  return [
    `### ${event.name}\n`,
    `${event.description}\n`,
    `Source \`${event.source}\`, detail type \`${event.detailType}\`. Records: ${about.join(', ')}.\n`,
    renderFields(event.data, records),
    `\n\`\`\`json\n${JSON.stringify(event.sample, null, 2)}\n\`\`\`\n`,
  ].join('\n');
}

function renderRecord(record: RecordType): string {
  return [`### ${record.name}\n`, `${record.description}\n`, `${renderFields(record.fields)}\n`].join('\n');
}

function renderAction(action: ActionType): string {
  const inputs = flattenInputs(action.input).map(([name, field]) =>
    row([`\`${name}\``, inputWords(field), field.optional === true ? '' : 'required', field.description]),
  );
  return [
    `### ${action.name}\n`,
    `${action.description}\n`,
    [row(['input', 'type', '', 'meaning']), row(['---', '---', '---', '---']), ...inputs].join('\n'),
    `\nOutput, read as \`steps.<id>.…\`:\n`,
    `${renderFields(action.output)}\n`,
    `${factsOf(action).join(' ')}\n`,
  ].join('\n');
}

function factsOf(action: ActionType): string[] {
  const { attempts, delaySeconds, factor, maxDelaySeconds } = action.retry;
  return [
    `Tried up to ${attempts} times, first after ${delaySeconds} s, then ${factor} times as long up to ${maxDelaySeconds} s; each try has ${action.timeoutSeconds} s.`,
    action.delivery === 'at_most_once' ? 'At most once.' : 'At least once, with the same key on every try.',
    ...(action.sendsMessage ? ['It reaches a contact: the workflow names a consent.'] : []),
    ...(action.causes.length === 0
      ? []
      : [`It makes ${action.causes.map((name) => `\`${name}\``).join(', ')} happen.`]),
  ];
}

/** What is one of the records is not written out again. */
function renderFields(fields: Fields, records: readonly RecordType[] = []): string {
  const recordOf = (type: FieldType) =>
    records.find((record) => type.type === 'object' && type.fields === record.fields);
  const rows = flatten(fields, (type) => recordOf(type) === undefined).map(([name, type]) =>
    row([
      `\`${name}\``,
      linkTo(recordOf(type)) ?? typeWords(type),
      type.optional === true ? 'may be missing' : '',
      type.description ?? '',
    ]),
  );
  return [row(['field', 'type', '', 'meaning']), row(['---', '---', '---', '---']), ...rows].join('\n');
}

/** Fields of objects stand behind their object, with the path in front. */
function flatten(fields: Fields, opens: (type: FieldType) => boolean, prefix = ''): [string, FieldType][] {
  return Object.entries(fields).flatMap(([name, type]) => [
    [prefix + name, type],
    ...(type.type === 'object' && opens(type) ? flatten(type.fields, opens, `${prefix}${name}.`) : []),
  ]);
}

function linkTo(record: RecordType | undefined): string | undefined {
  return record && `[${record.name}](#${record.name})`;
}

function flattenInputs(fields: Readonly<Record<string, InputField>>, prefix = ''): [string, InputField][] {
  return Object.entries(fields).flatMap(([name, field]) => [
    [prefix + name, field],
    ...(field.type === 'object' ? flattenInputs(field.fields, `${prefix}${name}.`) : []),
  ]);
}

function typeWords(type: FieldType): string {
  if (type.type === 'list') return `list of ${typeWords(type.of)}`;
  if (type.type !== 'text' || type.values === undefined) return type.type;
  return type.values.map((value) => `\`${value}\``).join(' \\| ');
}

function inputWords(field: InputField): string {
  switch (field.type) {
    case 'text':
      return typeWords({ type: 'text', ...(field.values === undefined ? {} : { values: field.values }) });
    case 'list':
      return `list of ${inputWords(field.of)}`;
    case 'map':
      return field.keys === undefined ? `map of ${inputWords(field.of)}` : `map by field of ${field.keys}`;
    case 'object':
      return 'map';
    case 'field':
      return `field of ${field.record}`;
    case 'assignee':
      return 'team or e-mail address';
    case 'secret':
    case 'team':
    case 'segment':
    case 'event':
    case 'workflow':
      return `name of ${field.type === 'event' ? 'an' : 'a'} ${field.type}`;
    case 'message_template':
      return 'id of a message template';
    default:
      return field.type;
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
