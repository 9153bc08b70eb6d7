import { describe, expect, test } from 'vitest';
import { ROUTES } from '../../../lib/api/contract/routes.ts';
import { describeApi } from '../../../lib/api/openapi-document.ts';
import { createApiWorld } from './api-world.ts';

test('docs/openapi.json says what the routes say', async () => {
  await expect(`${JSON.stringify(describeApi(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/openapi.json');
});

describe('the OpenAPI document', () => {
  test('is served as it is committed', async () => {
    const { call } = await createApiWorld();

    const { body, status } = await call('GET', '/openapi.json');

    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(describeApi())));
    expect(body.openapi).toBe('3.1.0');
  });

  test('has every route, and names each operation once', async () => {
    const { paths } = JSON.parse(JSON.stringify(describeApi())) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
    };
    const named = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    const routes = Object.entries(ROUTES).flatMap(([group, own]) => Object.keys(own).map((name) => `${group}.${name}`));

    expect(named.toSorted()).toEqual(routes.toSorted());
    expect(new Set(named).size).toBe(named.length);
  });
});
