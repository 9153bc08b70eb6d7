import { expect, test } from 'vitest';
import { builtInCatalogue } from '../../../../lib/workflow/catalogue/built-in.ts';
import { renderCataloguePage } from '../../../../lib/workflow/catalogue/catalogue-page.ts';
import { testCatalogue } from '../checks/checked.ts';

test('given docs/catalogue.md, then it says what the built-in catalogue says', async () => {
  await expect(renderCataloguePage(builtInCatalogue())).toMatchFileSnapshot('../../../../docs/catalogue.md');
});

test('a deployment can render its own, with its own actions', () => {
  const page = renderCataloguePage(testCatalogue());
  expect(page).toContain('### order.placed');
  expect(page).toContain('| `team` | name of a team |  | A team. |');
});
