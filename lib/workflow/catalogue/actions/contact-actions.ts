import type { ActionType } from '../catalogue.ts';
import { text, texts } from '../field-types.ts';
import { DEFAULT_RETRY, DEFAULT_TIMEOUT_SECONDS } from './action-defaults.ts';

const shared = {
  family: 'records',
  sendsMessage: false,
  writes: ['contact'],
  reads: ['contact'],
  delivery: 'at_least_once',
  retry: DEFAULT_RETRY,
  timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
} as const;

/** A1: changes of the run's contact. */
export const CONTACT_ACTIONS: readonly ActionType[] = [
  {
    ...shared,
    name: 'contact.update',
    title: 'Update the contact',
    description: 'Sets fields of the contact, and empties others.',
    input: {
      set: {
        type: 'map',
        keys: 'contact',
        of: { type: 'any', description: 'A value of the field’s type.' },
        optional: true,
        description: 'New values by field.',
      },
      unset: {
        type: 'list',
        of: { type: 'field', record: 'contact', description: 'A field.' },
        optional: true,
        description: 'Fields to empty.',
      },
    },
    output: { contact_id: text('The contact.'), changed: texts('Fields whose value changed.') },
    causes: ['contact.updated'],
  },
  {
    ...shared,
    name: 'contact.tag',
    title: 'Tag the contact',
    description: 'Puts tags on the contact and takes others off. A tag it has, or does not have, is no error.',
    input: {
      add: {
        type: 'list',
        of: { type: 'text', description: 'A tag.' },
        optional: true,
        description: 'Tags to put on the contact.',
      },
      remove: {
        type: 'list',
        of: { type: 'text', description: 'A tag.' },
        optional: true,
        description: 'Tags to take off.',
      },
    },
    output: { contact_id: text('The contact.'), tags: texts('Its tags afterwards.') },
    causes: ['contact.tag_added', 'contact.tag_removed'],
  },
  {
    ...shared,
    name: 'contact.assign',
    title: 'Assign the contact',
    description: 'Makes a team or a colleague responsible for the contact.',
    input: { to: { type: 'assignee', description: 'A team, or an e-mail address.' } },
    output: { contact_id: text('The contact.'), assigned_to: text('Who is responsible now.') },
    causes: ['contact.updated'],
  },
];
