import type { ErrorExplanation } from '../error-explanation.ts';

/** Deployment (SB9xx). Sorted by code. */
export const DEPLOYMENT_CODES: Readonly<Record<string, ErrorExplanation>> = {
  SB901: {
    title: 'A wrong stage configuration',
    explanation:
      'The context of `cdk.json` describes the stages, and `--context stage=…` names one. Every setting is checked before anything is synthesized.',
    fix: 'Correct the settings that the message names; docs/operations.md lists them all.',
  },
  SB902: {
    title: 'A function without its configuration',
    explanation:
      'A function found an environment variable or the file beside its code missing or wrong. The deployment writes both.',
    fix: 'Deploy the stack again, and do not change its functions by hand.',
  },
  SB903: {
    title: 'Workflow files with errors',
    explanation: 'Nothing is deployed while a workflow file, `catalogue.yaml` or a message has an error.',
    fix: 'Correct what is listed; `signalbox check` shows the same.',
  },
  SB904: {
    title: 'An own action that cannot be added',
    explanation: 'Its name is no `family.verb`, was added before, or its timeout is longer than a function may run.',
    fix: 'Correct the call of `addAction`.',
  },
  SB905: {
    title: 'No folder of workflow files',
    explanation: 'The folder that `workflows` names does not exist.',
    fix: 'Name the folder of your files, or leave `workflows` out.',
  },
  SB906: {
    title: 'A rule that does not take effect',
    explanation:
      'EventBridge takes up to a minute until a new rule carries events, so each is probed with an event that starts nothing. None came out at the other end.',
    fix: 'Deploy again. If it stays so, look whether dispatch is running: its queue may be full, or its event source disabled.',
  },
  SB907: {
    title: 'No room for a rule on the bus',
    explanation: 'Every event type that a workflow names needs one rule, and the bus has as many as its quota allows.',
    fix: 'Raise the quota of EventBridge rules per event bus, or remove rules of events that no workflow names.',
  },
  SB908: {
    title: 'An own action added too late',
    explanation: 'Workflow files are compiled when the app is synthesized, with all own actions there are by then.',
    fix: 'Call `addAction` while the app is constructed.',
  },
  SB909: {
    title: 'A family without a function',
    explanation: 'The catalogue names a family of actions for which the deployment made no function.',
    fix: 'Deploy the stack again.',
  },
  SB910: {
    title: 'Trouble between a deployment and its function',
    explanation:
      'The function that publishes workflows was called with something that CloudFormation does not send, or could not answer it.',
    fix: 'Look at its log; then deploy again.',
  },
  SB911: {
    title: 'AWS did not answer, or asked to slow down',
    explanation: 'Throttling, time-outs and faults of a service. What was tried is tried again.',
    fix: 'If it stays so, look at the quotas and the health of the service that the message names.',
  },
  SB912: {
    title: 'AWS refused, or answered nonsense',
    explanation: 'A permission is missing, a key is disabled, or an answer lacked what it should have.',
    fix: 'Deploy the stack again. If that does not help, look at the role of the function that logged it.',
  },
  SB913: {
    title: 'AWS did not accept a request',
    explanation: 'What was sent is too large or malformed, and the same again would be refused again.',
    fix: 'The message says what was not accepted.',
  },
  SB914: {
    title: 'Something in AWS is gone',
    explanation: 'A state machine, an execution or another resource that is on record does not exist.',
    fix: 'See whether somebody deleted it by hand; deploying again makes state machines anew.',
  },
  SB915: {
    title: 'Something in AWS changed meanwhile',
    explanation: 'What was to be changed is not as it was when it was read.',
    fix: 'Look at its present state, then try again.',
  },
  SB916: {
    title: 'DynamoDB did not make a transaction',
    explanation:
      'Others wrote the same items again and again, or the table was throttled. The event is delivered again.',
    fix: 'If it stays so, look for one contact or workflow that takes very many events at once.',
  },
  SB917: {
    title: 'A large text is gone',
    explanation: 'Texts of more than 200 KiB lie in the bucket of texts, and an item named one that is not there.',
    fix: 'See whether somebody deleted objects of that bucket; restore them from a backup.',
  },
  SB918: {
    title: 'A workflow published by many at once',
    explanation: 'Several publications of one workflow took the next number again and again.',
    fix: 'Publish again.',
  },
  SB919: {
    title: 'A record changed by many at once',
    explanation: 'Several changes of one record met again and again. What was tried is tried again.',
    fix: 'If it stays so, look for workflows that change one record at the same time.',
  },
};
