import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../lib/workflow/json.ts';
import { checkAnswer } from '../../../../lib/workflow/templates/check-answer.ts';
import { readAnswer } from '../../../../lib/workflow/templates/read-answer.ts';
import type { QuestionType } from '../../../../lib/workflow/templates/template-schema.ts';
import { teamCatalogue } from './team-catalogue.ts';

const catalogue = teamCatalogue();
const check = (type: QuestionType, answer: Json) => checkAnswer({ type, choices: ['high', 'low'] }, answer, catalogue);

describe('an answer', () => {
  test.each<[QuestionType, Json]>([
    ['text', 'Hello'],
    ['texts', ['a', 'b']],
    ['number', 0.5],
    ['percent', 12.5],
    ['duration', '1 day 12 hours'],
    ['clock', '09:00'],
    ['zone', 'Europe/Oslo'],
    ['url', 'https://crm.example.com/v1'],
    ['choice', 'low'],
    ['event', 'order.placed'],
    ['event', 'contact.created'],
    ['segment', 'lapsed'],
    ['consent', 'marketing'],
    ['consent', 'none'],
    ['team', 'sales'],
    ['team', 'ana@example.com'],
    ['calendar', 'office'],
    ['message', 'hello'],
    ['secret', 'erp_key'],
  ])('of type %s can be %j', (type, answer) => {
    expect(check(type, answer)).toBeUndefined();
  });

  test.each<[QuestionType, Json, string]>([
    ['text', 12, '12 is no text: quote it'],
    ['text', '', 'This takes at least 1 character'],
    ['texts', [], 'This takes at least 1 item'],
    ['number', 'many', 'This is "many". Write a number'],
    ['percent', 120, 'This takes a number of at most 100'],
    ['duration', '4h', '"4h" is no duration. Write 4 hours'],
    ['clock', '9:00', '"9:00" is no clock. Write hours and minutes with two digits each: "09:00"'],
    ['zone', 'Berlin', '"Berlin" is no time zone. Did you mean "Europe/Berlin"?'],
    ['url', 'crm.example.com', 'This is no address. Write one that begins with https://'],
    ['choice', 'hihg', '"hihg" is no choice. Did you mean "high"?'],
    ['event', 'order.placd', '"order.placd" is no event of the catalogue. Did you mean "order.placed"?'],
    ['segment', 7, '7 is no segment of the catalogue. There are lapsed'],
    ['team', 'warehouse', '"warehouse" is no team of the catalogue, or e-mail address. There are sales, leads'],
    ['calendar', 'nights', '"nights" is no calendar of the catalogue. There are office'],
    ['message', 'bye', '"bye" is no message of this folder. There are hello'],
    ['secret', 'x', '"x" is no secret of the catalogue. There are erp_key'],
  ])('of type %s cannot be %j', (type, answer, problem) => {
    expect(check(type, answer)).toBe(problem);
  });

  test('of a name where none is declared says so', () => {
    expect(checkAnswer({ type: 'consent' }, 'news', { ...catalogue, consents: new Set() })).toContain('There are none');
    expect(checkAnswer({ type: 'segment' }, 'a', { ...catalogue, segments: new Set() })).toContain('There is none yet');
  });

  test.each<[QuestionType, string, Json]>([
    ['number', '0.5', 0.5],
    ['percent', '45', 45],
    ['number', 'many', 'many'],
    ['number', ' ', ' '],
    ['texts', 'a, b,,c ', ['a', 'b', 'c']],
    ['text', '12', '12'],
  ])('of type %s that was typed as %j is %j', (type, typed, value) => {
    expect(readAnswer({ type }, typed)).toEqual(value);
  });
});
