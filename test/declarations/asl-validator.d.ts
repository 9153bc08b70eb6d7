// The package ships no types; only what the tests use is declared.
declare module 'asl-validator' {
  /** What the validator found: `errorsText` joins every finding into one readable text. */
  export type AslValidation = {
    isValid: boolean;
    errors: readonly unknown[];
    errorsText: (separator?: string) => string;
  };

  /**
   * Checks a parsed Amazon States Language definition.
   *
   * @param definition the document as parsed from JSON
   * @param options `checkPaths` and `checkArn` turn single checks off
   */
  export default function validate(
    definition: unknown,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ): AslValidation;
}
