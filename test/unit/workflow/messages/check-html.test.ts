import { describe, expect, test } from 'vitest';
import { findUnsafeHtml } from '../../../../lib/workflow/messages/check-html.ts';
import { findUnsafeLinks } from '../../../../lib/workflow/messages/html-attributes.ts';

describe('HTML of a message is refused when', () => {
  test.each([
    ['it has a script', '<script>x</script>', '<script>'],
    ['it has a frame', '<iframe src="https://x"></iframe>', '<iframe>'],
    ['an attribute runs a script', '<p onclick="x()">', 'onclick'],
    ['a tag’s name is merged', '<{{ data.tag }}>', ''],
    ['part of a tag’s name is merged', '<h{{ data.level }}>', 'tag’s name'],
    ['an attribute’s name is merged', '<p {{ data.name }}="x">', 'outside the quotes'],
    ['a merge tag needs quotes', '<a href={{ data.url }}>', 'needs quotes'],
    ['a style is merged', '<p style="color: {{ data.colour }}">', 'may not hold'],
    ['a style sheet is merged', '<style>p { color: {{ data.colour }} }</style>', 'inside <style>'],
    ['a link runs something', '<a href="javascript:x()">', 'no http'],
  ])('%s', (_name, html, problem) => {
    const found = findUnsafeHtml(html);
    if (problem === '') expect(found).toEqual([]);
    else expect(found.join(' ')).toContain(problem);
  });

  test.each([
    '<p>Hello {{ data.name | default: "<b>" }}</p>',
    '<a href="{{ data.url }}">x</a>',
    "<a href='https://example.com/{{ data.path }}?a=1&amp;b={{ data.b }}'>x</a>",
    '{% if data.a %}<br/>{% endif %}',
    '<style>p { color: red }</style><td width=5 style="color: red">',
    '<!--[if mso]><table><![endif]-->',
    'a < b',
  ])('not for %s', (html) => {
    expect(findUnsafeHtml(html)).toEqual([]);
  });
});

describe('A link is unsafe when its scheme runs something, however it is written', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '&#106;avascript:alert(1)',
    '&#x6a;avascript:alert(1)',
    '&#x6A;avascript&colon;alert(1)',
    'java&Tab;script&#58;alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])('%s', (link) => {
    expect(findUnsafeLinks(`<a title="x" href="${link}">`)).toMatchObject([{ tag: 'a', name: 'href' }]);
    expect(findUnsafeLinks(`<img src='${link}'>`)).toHaveLength(1);
  });

  test.each([
    'https://example.com/a?b=javascript:x',
    'http://example.com',
    'mailto:ana@example.com',
    'tel:+4915112345678',
    'cid:logo',
    '/path',
    '#top',
    '',
    '&unknown;javascript:x',
    '&#x110000;https://example.com',
  ])('not for %s', (link) => {
    expect(findUnsafeLinks(`<a href="${link}">`)).toEqual([]);
  });

  test('attributes that are no links are left alone', () => {
    expect(findUnsafeLinks('<p title="javascript:x" hidden data-x=javascript:y>')).toEqual([]);
  });

  test('an attribute without quotes counts, too', () => {
    expect(findUnsafeLinks('<a href=javascript:x>')).toHaveLength(1);
  });
});
