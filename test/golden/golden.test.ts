import { describe, expect, test } from 'vitest';
import { compileWorkflow } from '../../lib/compiler/compile-workflow.ts';
import { loadMachine } from '../../lib/local/asl/load-machine.ts';
import { validateAsl } from '../conformance/validate-asl.ts';
import { goldenCatalogue, goldenNames, loadGolden } from './golden-definitions.ts';

const catalogue = goldenCatalogue();

/** What goes wrong here is mended in the compiler, or accepted with `npm run golden:update` and a look at the diff. */
describe.each(goldenNames())('golden definition %s', (name) => {
  const { asl } = compileWorkflow(loadGolden(name, catalogue), {
    catalogue,
    functionArn: (family) => `arn:aws:lambda:eu-central-1:123456789012:function:signalbox-${family}:live` });

  test('compiles to the text beside it', async () => {
    await expect(`${JSON.stringify(asl, null, 2)}\n`).toMatchFileSnapshot(`./${name}.asl.json`);
  });

  test('loads in the embedded interpreter', () => {
    expect(() => loadMachine(asl)).not.toThrow();
  });

  test('satisfies both validators', async () => {
    expect(await validateAsl(asl)).toEqual([]);
  });
});
