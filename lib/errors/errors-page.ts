import { ERROR_CODES } from './error-codes.ts';

const GROUPS: readonly (readonly [prefix: string, title: string])[] = [
  ['SB1', 'Text'],
  ['SB2', 'Structure'],
  ['SB3', 'Flow'],
  ['SB4', 'References, types and messages'],
  ['SB5', 'Catalogue, templates, export and import'],
  ['SB6', 'Engine and control plane'],
  ['SB7', 'Events and API'],
  ['SB8', 'Embedded engine'],
  ['SB9', 'Deployment'],
];

/** The text of docs/errors.md: every code, why it is an error, and how to mend it. */
export function renderErrorsPage(): string {
  const codes = Object.entries(ERROR_CODES);
  const groups = GROUPS.map(([prefix, title]) => {
    const entries = codes
      .filter(([code]) => code.startsWith(prefix))
      .map(([code, { title: name, explanation, fix }]) => `### ${code}: ${name}\n\n${explanation}\n\n*Mend:* ${fix}\n`);
    return [`## ${title}\n`, ...entries].join('\n');
  });
  return ['# Errors\n', INTRODUCTION, ...groups].join('\n');
}

const INTRODUCTION = `Every problem that Signalbox reports has a code that never changes its meaning. \`signalbox check\` prints all problems
of a file at once, as \`file:line:column CODE severity  message\`; the HTTP API returns the same fields. This page is
written from \`lib/errors/codes/\`: change a text there, and run \`npx vitest run test/unit/errors -u\`.
`;
