import { ASL_SCHEMA, getLanguageService, TextDocument } from 'amazon-states-language-service';
import validateWithAslValidator from 'asl-validator';
import { acceptableToAslValidator } from './asl-validator-rejections.ts';

/** What a validator has against a state machine. */
export interface AslFinding {
  readonly validator: 'asl-validator' | 'amazon-states-language-service';
  readonly message: string;
}

const service = getLanguageService({});

/**
 * Everything that two independent validators find in a state machine, none when both accept it. Neither knows all
 * rules of Step Functions; each misses what the other finds.
 *
 * @param definition the state machine as parsed from JSON
 */
export async function validateAsl(definition: unknown): Promise<readonly AslFinding[]> {
  return [...findingsOfAslValidator(definition), ...(await findingsOfLanguageService(definition))];
}

function findingsOfAslValidator(definition: unknown): AslFinding[] {
  const { isValid, errorsText } = validateWithAslValidator(acceptableToAslValidator(definition));
  return isValid
    ? []
    : errorsText('\n')
        .split('\n')
        .map((message) => ({ validator: 'asl-validator', message }));
}

async function findingsOfLanguageService(definition: unknown): Promise<AslFinding[]> {
  const text = JSON.stringify(definition, null, 2);
  const document = TextDocument.create('file://definition.asl.json', 'json', 1, text);
  const found = await service.doValidation(document, service.parseJSONDocument(document), {}, ASL_SCHEMA);
  return found.map(({ message, range }) => ({
    validator: 'amazon-states-language-service',
    message: `${message} ${document.getText(range)}`,
  }));
}
