import { convertHoldout, convertMulti, convertRandom, convertYesNo } from './convert-split.ts';
import { waitValue } from './convert-wait.ts';
import type { Converted } from './converted.ts';
import { type Importing, type NamedStep, snakeCase } from './importing.ts';
import type { Place } from './journey-flow.ts';
import type { Activity } from './journey-schema.ts';
import { kindOf } from './name-activity.ts';

/** One activity as steps; what cannot be carried over is reported. */
export function convertActivity({ key, activity, named }: Place, importing: Importing): Converted {
  const place = `Activities.${key}`;
  if (activity.EMAIL !== undefined) return convertEmail(activity.EMAIL, named, `${place}.EMAIL`, importing);
  if (activity.CUSTOM !== undefined) return convertCustom(activity.CUSTOM, named, `${place}.CUSTOM`, importing);
  if (activity.Wait !== undefined) {
    const wait = waitValue(activity.Wait.WaitTime ?? {}, `${place}.Wait`, importing);
    return wait === undefined ? { steps: [] } : { entry: named.id, steps: [{ ...named, wait }] };
  }
  if (activity.ConditionalSplit !== undefined) return convertYesNo(activity.ConditionalSplit, named, place, importing);
  if (activity.MultiCondition !== undefined) return convertMulti(activity.MultiCondition, named, place, importing);
  if (activity.RandomSplit !== undefined) return convertRandom(activity.RandomSplit, named, place, importing);
  if (activity.Holdout !== undefined) return convertHoldout(activity.Holdout.Percentage, named);
  const kind = kindOf(activity);
  importing.report(
    `${place}.${kind}`,
    `${CHANNELS[kind] ?? `Activities of the kind ${kind}`} cannot be carried over.`,
    todoFor(kind),
  );
  return byHand(kind, activity);
}

const CHANNELS: Readonly<Record<string, string>> = {
  SMS: 'Text messages',
  PUSH: 'Push notifications',
  ContactCenter: 'Calls through a contact centre',
};

function todoFor(kind: string): string {
  return kind === 'ContactCenter'
    ? 'Make a task for people (task.create) at this place, or call your contact centre with http.call.'
    : 'Call your provider with http.call at this place, or add an action of your own.';
}

/** A comment at the place where a step would be. */
function byHand(kind: string, { Description, SMS, PUSH }: Activity): Converted {
  const template = SMS?.TemplateName ?? PUSH?.TemplateName;
  const said = [Description, template === undefined ? undefined : `template ${template}`].filter(
    (one) => one !== undefined,
  );
  return { steps: [], comment: `By hand: ${[kind, ...said].join(', ')}`.replaceAll(/\s+/g, ' ') };
}

function convertEmail(
  { TemplateName, TemplateVersion, MessageConfig }: NonNullable<Activity['EMAIL']>,
  named: NamedStep,
  place: string,
  importing: Importing,
): Converted {
  if (TemplateName === undefined) {
    importing.report(place, 'The e-mail has no template.', 'Write an email.send step with its message.');
    return { steps: [], comment: 'By hand: an e-mail without a template' };
  }
  const template = snakeCase(TemplateName, 'message');
  const what = `The e-mail template "${TemplateName}" is the message ${template} here.`;
  importing.declare(`message ${template}`, `${place}.TemplateName`, what, `Write messages/${template}.message.yaml.`);
  if (TemplateVersion !== undefined) {
    const fixed = `Version ${TemplateVersion} of the template is asked for.`;
    importing.report(
      `${place}.TemplateVersion`,
      fixed,
      'Messages are versioned with the files they are in: take that version’s text.',
    );
  }
  const from = MessageConfig?.FromAddress;
  return {
    entry: named.id,
    steps: [{ ...named, do: 'email.send', with: { template, ...(from === undefined ? {} : { from }) } }],
  };
}

function convertCustom(
  { DeliveryUri, MessageConfig, TemplateName }: NonNullable<Activity['CUSTOM']>,
  named: NamedStep,
  place: string,
  importing: Importing,
): Converted {
  const url = DeliveryUri ?? '';
  if (!/^https?:\/\//.test(url)) {
    const what = `It calls the Lambda function "${url}".`;
    importing.report(
      `${place}.DeliveryUri`,
      what,
      'Add the function as an action of your own (addAction), and call it at this place.',
    );
    return { steps: [], comment: `By hand: call of ${url}` };
  }
  importing.report(
    place,
    'The webhook gets another body than from Pinpoint.',
    'Look at body:, and at what the webhook reads.',
  );
  const body = {
    contact: '{{ contact.id }}',
    ...(TemplateName === undefined ? {} : { template: TemplateName }),
    ...(MessageConfig?.Data === undefined ? {} : { data: literal(MessageConfig.Data) }),
  };
  return { entry: named.id, steps: [{ ...named, do: 'http.call', with: { method: 'POST', url, body } }] };
}

/** Pinpoint's own placeholders mean nothing here. */
function literal(text: string): string {
  return text.replaceAll('{{', '{ {').replaceAll('{%', '{ %');
}
