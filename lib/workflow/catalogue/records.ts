import type { Fields, RecordName, RecordType } from './catalogue.ts';
import { date, number, optional, text, texts, time } from './field-types.ts';

const contact: Fields = {
  id: text('The contact, or an anonymous visitor until identified.'),
  email: optional(text('Address that messages go to.')),
  first_name: optional(text('Given name.')),
  last_name: optional(text('Family name.')),
  phone: optional(text('In E.164 form: +4915112345678.')),
  company: optional(text('Where the person works.')),
  country: optional(text('ISO 3166 code of two letters: DE.')),
  zone: optional(text('IANA time zone: Europe/Berlin. Clocks and quiet hours of the contact follow it.')),
  language: optional(text('BCP 47 tag: de, en-GB.')),
  tags: texts('Words the team put on the contact; empty when none.'),
  segments: texts('Ids of the segments the contact is in; empty when none.'),
  consents: texts('Ids of the consents the contact gave; empty when none.'),
  assigned_to: optional(text('The team or e-mail address that looks after the contact.')),
  birthday: optional(date('Day of birth.')),
  created_at: optional(time('When the contact was first seen.')),
  updated_at: optional(time('When a field last changed.')),
};

const conversation: Fields = {
  id: text('The conversation.'),
  contact_id: text('Whose conversation it is.'),
  channel: text('Where it takes place: email, chat, whatsapp …'),
  subject: optional(text('Its subject line.')),
  status: text('Whether it goes on.', ['open', 'ended']),
  started_at: time('When it started.'),
  ended_at: optional(time('When it ended.')),
  duration_seconds: optional(number('How long it lasts or lasted, in seconds.')),
  message_count: optional(number('How many messages both sides sent.')),
  sentiment: optional(text('The last mood detected.', ['positive', 'neutral', 'negative', 'mixed'])),
  sentiment_score: optional(number('The last mood as a number from 0 (worst) to 1 (best).')),
  assigned_to: optional(text('The team or e-mail address that answers it.')),
  tags: texts('Words the team put on the conversation; empty when none.'),
};

const lead: Fields = {
  id: text('The lead.'),
  contact_id: text('Who it is about.'),
  source: optional(text('Where it came from: Website, Fair, Referral …')),
  status: text('Its stage in the team’s own words: new, qualified, lost …'),
  title: optional(text('What it is about.')),
  amount: optional(number('Expected value, in `currency`.')),
  currency: optional(text('ISO 4217 code: EUR.')),
  assigned_to: optional(text('The team or e-mail address that follows it up.')),
  created_at: optional(time('When it was created.')),
};

const ticket: Fields = {
  id: text('The ticket.'),
  contact_id: optional(text('Who has the problem.')),
  conversation_id: optional(text('The conversation it came from.')),
  subject: text('The problem in one line.'),
  description: optional(text('The problem in full.')),
  status: text('Its stage in the team’s own words: open, pending, solved …'),
  priority: text('How soon it must be solved.', ['low', 'normal', 'high', 'urgent']),
  assigned_to: optional(text('The team or e-mail address that solves it.')),
  tags: texts('Words the team put on the ticket; empty when none.'),
  created_at: optional(time('When it was created.')),
};

const task: Fields = {
  id: text('The task.'),
  contact_id: optional(text('Who it is about.')),
  title: text('What is to be done.'),
  description: optional(text('The same in full.')),
  status: text('Whether it is done.', ['open', 'done']),
  due_at: optional(time('When it must be done.')),
  assigned_to: optional(text('The team or e-mail address that does it.')),
  created_at: optional(time('When it was created.')),
};

const appointment: Fields = {
  id: text('The appointment.'),
  contact_id: text('Who comes.'),
  title: optional(text('What it is for.')),
  starts_at: time('When it starts.'),
  ends_at: optional(time('When it ends.')),
  location: optional(text('Where it takes place.')),
  status: text('Whether it stands.', ['booked', 'cancelled']),
  assigned_to: optional(text('The team or e-mail address that holds it.')),
};

const inquiry: Fields = {
  id: text('The inquiry: one identity check of one person.'),
  contact_id: text('Who is checked.'),
  status: text('How far it is.', ['created', 'submitted', 'completed', 'failed']),
  decision: optional(text('What was decided.', ['approve', 'decline', 'review'])),
  decision_reason: optional(text('Why it was decided so.')),
  list_matches: texts('Lists the person was found on: sanctions, pep …; empty when none.'),
  match_score: optional(number('How sure the best match is, from 0 to 1.')),
  country: optional(text('Country that issued the document: ISO 3166 code of two letters.')),
  document_type: optional(text('Kind of document: passport, id_card, driving_licence …')),
  document_expires_at: optional(time('When the document expires.')),
  failure_reason: optional(text('Why the check could not be made.')),
  submitted_at: optional(time('When the person handed everything in.')),
  completed_at: optional(time('When the check was made.')),
};

function record(name: RecordName, title: string, description: string, fields: Fields): RecordType {
  return { name, title, description, fields };
}

/** The records that events can be about, with their standard fields; a team adds fields to `contact`. */
export const BUILT_IN_RECORDS = {
  contact: record('contact', 'Contact', 'A person the team talks to, or an anonymous visitor of its site.', contact),
  conversation: record('conversation', 'Conversation', 'Messages on one channel about one matter.', conversation),
  lead: record('lead', 'Lead', 'A possible sale.', lead),
  ticket: record('ticket', 'Ticket', 'A problem to be solved.', ticket),
  task: record('task', 'Task', 'Something a person of the team has to do.', task),
  appointment: record('appointment', 'Appointment', 'A meeting with a contact.', appointment),
  inquiry: record('inquiry', 'Inquiry', 'An identity check.', inquiry),
} as const satisfies Readonly<Record<RecordName, RecordType>>;

/** Every record's name, in the order of the documentation. */
export const RECORD_NAMES: readonly RecordName[] = [
  'contact',
  'conversation',
  'lead',
  'ticket',
  'task',
  'appointment',
  'inquiry',
];
