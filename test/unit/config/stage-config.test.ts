import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readStageConfig, StageConfigSchema } from '../../../lib/config/stage-config.ts';

const read = (context: Record<string, unknown>) => readStageConfig((key) => context[key]);

describe('the stage configuration', () => {
  test('is full of defaults', () => {
    expect(read({ stages: { dev: {} } })).toMatchObject({
      stage: 'dev',
      config: { workflows: './statemachines', runRetentionDays: 90, customerManagedKey: false },
    });
  });

  test('is the one that the context names', () => {
    const stages = { dev: {}, prod: { region: 'eu-central-1', logRetentionDays: 365 } };
    expect(read({ stage: 'prod', stages })).toMatchObject({
      stage: 'prod',
      config: { region: 'eu-central-1', logRetentionDays: 365 },
    });
  });

  test('offers the stages there are when the named one is not among them', () => {
    expect(() => read({ stage: 'test', stages: { dev: {}, prod: {} } })).toThrow(
      expect.objectContaining({ code: 'SB901', resolution: expect.stringContaining('dev, prod') }),
    );
  });

  test('names every wrong setting and its place', () => {
    const stages = { dev: { account: '12', logRetentionDays: 8, colour: 'red' } };
    expect(() => read({ stages })).toThrow(
      expect.objectContaining({
        code: 'SB901',
        message: expect.stringMatching(
          /context\.stages\.dev\.account: .*context\.stages\.dev\.logRetentionDays: .*context\.stages\.dev: .*colour/,
        ),
      }),
    );
  });

  test('P1 tells where contacts withdraw consents', () => {
    const unsubscribe = {
      link: { url: 'https://example.com/out?c={contact}&k={consent}&s={signature}', secret: 'unsubscribe_key' },
      mailto: 'out@example.com',
    };
    expect(read({ stages: { dev: { unsubscribe } } }).config.unsubscribe).toEqual(unsubscribe);
  });

  test.each([
    [{}, /name a link, a mailto, or both/],
    [{ mailto: 'nobody' }, /unsubscribe\.mailto/],
    [{ link: { url: 'https://example.com/out?c={contact}&k={consent}', secret: 'key' } }, /\{signature\}/],
    [{ link: { url: 'http://example.com/{contact}/{consent}/{signature}', secret: 'key' } }, /https:/],
    [{ link: { url: 'https://{contact}/{consent}/{signature}', secret: 'key' } }, /a host/],
    [{ link: { url: 'https://example.com/{contact}/{consent}/{signature}' } }, /unsubscribe\.link\.secret/],
  ])('refuses %j as such a place', (unsubscribe, problem) => {
    expect(() => read({ stages: { dev: { unsubscribe } } })).toThrow(
      expect.objectContaining({ code: 'SB901', message: expect.stringMatching(problem) }),
    );
  });

  test('refuses a stage name that state machines could not carry', () => {
    expect(() => read({ stage: 'My Stage', stages: {} })).toThrow(expect.objectContaining({ code: 'SB901' }));
  });

  test('of this repository is right for every stage', () => {
    const { context } = JSON.parse(readFileSync(new URL('../../../cdk.json', import.meta.url), 'utf8'));
    for (const stage of Object.keys(context.stages)) expect(read({ ...context, stage }).stage).toBe(stage);
  });

  test('is explained setting by setting in docs/operations.md', () => {
    const page = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
    for (const setting of Object.keys(StageConfigSchema.shape))
      expect(page).toMatch(new RegExp(`^\\|.*\`${setting}\``, 'm'));
  });
});
