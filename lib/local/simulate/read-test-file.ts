import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Catalogue } from '../../workflow/catalogue/catalogue.ts';
import type { WorkflowGraph } from '../../workflow/graph/graph.ts';
import type { Issue } from '../../workflow/issue.ts';
import { joinPointer } from '../../workflow/json-pointer.ts';
import { placeIssue } from '../../workflow/text/place-issue.ts';
import { readDocument } from '../../workflow/text/read-document.ts';
import { TEST_FILE, type Workspace } from '../workspace/read-workspace.ts';
import { type TestCase, TestFileSchema } from './case-schema.ts';
import { checkExpectation } from './check-expectation.ts';
import { resolveScenario } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';

/** A file `<id>.test.yaml`, and everything that is wrong with it. */
export interface ReadTestFile {
  readonly file: string;
  /** The workflow's id: the one the file names, or its name says. */
  readonly workflow: string;
  /** Empty when the file has errors. */
  readonly cases: readonly ReadTestCase[];
  readonly issues: readonly Issue[];
}

export interface ReadTestCase {
  readonly case: TestCase;
  readonly scenario: Scenario;
  readonly line: number;
}

/** What a test file is held against. */
export interface TestFileContext {
  readonly catalogue: Catalogue;
  /** Absent when there is no such workflow; `null` when it has errors of its own. */
  readonly findWorkflow: (id: string) => WorkflowGraph | null | undefined;
}

/** Test files are held against the workflows beside them. */
export function testContext({ catalogue, workflows }: Pick<Workspace, 'catalogue' | 'workflows'>): TestFileContext {
  return {
    catalogue,
    findWorkflow: (id) => {
      const found = workflows.find((workflow) => workflow.id === id);
      return found === undefined ? undefined : (found.graph ?? null);
    },
  };
}

/** The id that a test file's name says. */
function testedWorkflow(file: string): string {
  return basename(file).replace(TEST_FILE, '');
}

/** Reads a file of test cases and fills each of them in. */
export async function readTestFile(file: string, { catalogue, findWorkflow }: TestFileContext): Promise<ReadTestFile> {
  const named = testedWorkflow(file);
  const text = await readFile(file, 'utf8');
  const { value, positions, issues: structure } = readDocument(TestFileSchema, { text, file });
  if (value === undefined) return { file, workflow: named, cases: [], issues: structure };
  const { workflow } = value;
  const issues: Issue[] = [];
  const report = (message: string): void => {
    issues.push({ code: 'SB838', severity: 'error', pointer: '/workflow', message });
  };
  if (workflow !== named) {
    report(
      `The file ${basename(file)} tests "${workflow}". Name it ${workflow}.test.yaml, or write workflow: ${named}`,
    );
  }
  const graph = findWorkflow(workflow);
  if (graph === undefined) report(`There is no workflow "${workflow}" beside this file`);
  const cases: ReadTestCase[] = [];
  for (const [index, one] of graph ? value.cases.entries() : []) {
    const pointer = joinPointer('/cases', index);
    if (!graph) continue;
    const resolved = resolveScenario({ graph, catalogue, input: one, pointer });
    issues.push(...resolved.issues, ...checkExpectation(graph, one.expect, joinPointer(pointer, 'expect')));
    cases.push({ case: one, scenario: resolved.scenario, line: positions.locate(joinPointer(pointer, 'name')).line });
  }
  const placed = issues.map((issue) => placeIssue(issue, positions, file));
  const broken = placed.some(({ severity }) => severity === 'error');
  return { file, workflow, cases: broken ? [] : cases, issues: [...structure, ...placed] };
}
