import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../../lib/engine/rendering/render-message.ts';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import { loadMessage } from '../../../../lib/workflow/messages/load-message.ts';

const folder = join(import.meta.dirname, '../../../../statemachines/messages');
const files = readdirSync(folder);
const contact = builtInCatalogue().records.get('contact');
const load = (file: string) =>
  loadMessage({ text: readFileSync(join(folder, file), 'utf8'), file, ...(contact === undefined ? {} : { contact }) });

describe('The messages that the sample workflows send', () => {
  test('are all there', () => {
    const names = ['cart', 'cart_last_call', 'follow_up', 'new_document', 'renewal', 'thanks', 'welcome'];
    expect(files).toEqual(expect.arrayContaining(names.map((name) => `${name}.message.yaml`)));
  });

  test.each(files)('%s has no issue, not even a warning', (file) => {
    expect(load(file).issues).toEqual([]);
  });

  test.each(files)('A2 %s can be sent to a contact of whom nothing is known', (file) => {
    const { message } = load(file);
    if (message === undefined) throw new Error(file);
    const rendered = renderMessage(message, { data: {}, contact: {}, now: '2026-03-01T10:00:00Z', zone: 'UTC' });
    expect(rendered.text).toContain('Hello there,');
    expect(`${rendered.subject}${rendered.text}${rendered.html ?? ''}`).not.toMatch(/\{\{|undefined|null|\[object/);
  });

  test('a cart is written line by line', () => {
    const { message } = load('cart.message.yaml');
    if (message === undefined) throw new Error('cart');
    const data = { lines: [{ sku: 'TEA-100', title: 'Green tea', quantity: 2 }, { sku: 'CUP' }] };
    const { text, html } = renderMessage(message, { data, contact: {}, now: '2026-03-01T10:00:00Z', zone: 'UTC' });
    expect(text).toContain('- 2 × Green tea\n- 1 × CUP\n');
    expect(html).toContain('<li>2 × Green tea</li>');
  });
});
