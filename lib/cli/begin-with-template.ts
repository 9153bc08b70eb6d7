import type { Result } from '../client/create-client.ts';
import { readAnswers, type TypedAnswers } from './answer-option.ts';
import { type Cli, EXIT } from './cli.ts';
import { type ChangeOptions, connect } from './connect.ts';
import { tellFindings } from './tell-findings.ts';

type Template = Result<'templates', 'show'>;

/** What is said of a new workflow that begins with a template. */
export interface TemplateChoice {
  readonly template: string;
  readonly id?: string;
  readonly name?: string;
  readonly answer?: TypedAnswers;
  readonly why?: string;
  /** Takes the defaults without asking. */
  readonly yes?: boolean;
}

/** Begins a workflow with a template; where a person is there, they are asked what was not said. `undefined`: they gave up. */
export async function beginWithTemplate(
  cli: Cli,
  options: TemplateChoice & ChangeOptions,
): Promise<Result<'templates', 'use'> | undefined> {
  const client = await connect(cli, options);
  const params = { template: options.template };
  const template = await client.templates.show({ params });
  const asks = cli.terminal.interactive && !options.yes;
  const said = asks ? await askForRest(cli, template, options) : options;
  if (said === undefined) {
    cli.terminal.err('Nothing was changed.');
    cli.end(EXIT.good);
    return undefined;
  }
  const { id: workflow = template.id, answer = {} } = said;
  const body = { workflow, name: options.name, why: options.why, answers: readAnswers(template.questions, answer) };
  return tellFindings(cli, workflow, client.templates.use({ params, body }));
}

/** Asks for the id and for each answer that was not given; what stands in the definition is what nothing is taken for. */
async function askForRest(
  cli: Cli,
  { id, questions }: Template,
  { id: given, answer = {} }: TemplateChoice,
): Promise<Pick<TemplateChoice, 'id' | 'answer'> | undefined> {
  const workflow = given ?? (await cli.ask({ question: 'What is the workflow’s id?', standing: id }));
  if (workflow === undefined) return undefined;
  const answers: Record<string, string> = { ...answer };
  for (const question of questions.filter((one) => !Object.hasOwn(answer, one.id))) {
    const standing = question.required ? undefined : standingText(question.standing);
    const typed = await cli.ask({
      question: question.ask,
      ...(question.choices === undefined ? {} : { choices: question.choices }),
      ...(standing === undefined ? {} : { standing }),
    });
    if (typed === undefined) return undefined;
    if (typed !== standing) answers[question.id] = typed;
  }
  return { id: workflow, answer: answers };
}

function standingText(standing: Template['questions'][number]['standing']): string {
  return Array.isArray(standing) ? standing.join(', ') : String(standing ?? '');
}
