import { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { isAddress } from '../checks/inputs/check-name.ts';
import type { Json } from '../json.ts';
import { suggestion } from '../references/nearest-name.ts';
import { findProblems } from '../schema/find-problems.ts';
import { ClockSchema, DurationSchema, TextSchema, ZoneSchema } from '../schema/text-schemas.ts';
import type { Question } from './template.ts';
import type { QuestionType } from './template-schema.ts';

type NameType = Extract<
  QuestionType,
  'event' | 'segment' | 'consent' | 'team' | 'calendar' | 'message' | 'secret' | 'choice'
>;

const VALUES: Readonly<Record<Exclude<QuestionType, NameType>, z.ZodType>> = {
  text: TextSchema,
  texts: z.array(TextSchema).min(1),
  number: z.number(),
  percent: z.number().min(0).max(100).multipleOf(0.01),
  duration: DurationSchema,
  clock: ClockSchema,
  zone: ZoneSchema,
  url: z.url({ protocol: /^https?$/, error: 'SB212 This is no address. Write one that begins with https://' }),
};

/** What is wrong with an answer, and how to mend it; nothing when it fits. */
export function checkAnswer(
  { type, choices = [] }: Pick<Question, 'type' | 'choices'>,
  answer: Json,
  catalogue: Catalogue,
): string | undefined {
  switch (type) {
    case 'choice':
      return unknownName(answer, 'choice', choices);
    case 'event':
      return unknownName(answer, 'event of the catalogue', catalogue.events.keys());
    case 'segment':
      return unknownName(answer, 'segment of the catalogue', catalogue.segments);
    case 'consent':
      return unknownName(answer, 'consent of the catalogue', ['none', ...catalogue.consents]);
    case 'team':
      if (typeof answer === 'string' && isAddress(answer)) return undefined;
      return unknownName(answer, 'team of the catalogue, or e-mail address', catalogue.teams.keys());
    case 'calendar':
      return unknownName(answer, 'calendar of the catalogue', catalogue.calendars.keys());
    case 'message':
      return unknownName(answer, 'message of this folder', catalogue.messages);
    case 'secret':
      return unknownName(answer, 'secret of the catalogue', catalogue.secrets);
    default:
      return findProblems(VALUES[type], answer)
        .map(({ message }) => message)
        .map((message) =>
          message.startsWith('SB204') ? `${message.slice(6)} is no text: quote it` : message.slice(6),
        )[0];
  }
}

function unknownName(answer: Json, noun: string, names: Iterable<string>): string | undefined {
  const known = [...names];
  if (typeof answer === 'string' && known.includes(answer)) return undefined;
  const offered = known.length === 0 ? ' There is none yet' : ` There are ${known.slice(0, 10).join(', ')}`;
  const mend = (typeof answer === 'string' ? suggestion(answer, known) : '') || offered;
  return `${JSON.stringify(answer)} is no ${noun}.${mend}`;
}
