import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDeploymentData, readDeploymentData, writeDeploymentData } from '../../../lib/config/deployment-data.ts';
import { builtInCatalogue } from '../../../lib/workflow/catalogue/built-in.ts';

const data = {
  catalogue: {
    ...builtInCatalogue(),
    segments: new Set(['buyers']),
    teams: new Map([['support', ['ana@example.com']]]),
    messages: new Set(['welcome']),
  },
  messages: new Map([['welcome', { id: 'welcome', subject: 'Hello', text: 'Hi', merge: {} }]]),
};

describe('the data beside a function’s code', () => {
  test('comes back as it was written', () => {
    expect(readDeploymentData(writeDeploymentData(data))).toEqual(data);
  });

  test('is read from the folder of the code', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-data-'));
    writeFileSync(join(folder, 'deployment.json'), writeDeploymentData(data));
    expect(loadDeploymentData(folder).catalogue.teams.get('support')).toEqual(['ana@example.com']);
  });

  test('is missed with the name of the file', () => {
    expect(() => loadDeploymentData('/nowhere')).toThrow(
      expect.objectContaining({ code: 'SB902', message: expect.stringContaining('/nowhere/deployment.json') }),
    );
  });
});
