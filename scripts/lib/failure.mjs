/** An expected failure: its message is one clear sentence for the person at the terminal, without a stack. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} [details] what the failing program printed, shown above the sentence
   */
  constructor(message, details = "") {
    super(message);
    this.details = details;
  }
}

/**
 * Prints an error the way people can use it, and sets a failing exit code.
 * @param {unknown} error
 */
export function reportFailure(error) {
  if (error instanceof Failure) console.error([error.details, `servery: ${error.message}`].filter(Boolean).join("\n"));
  else console.error(error);
  process.exitCode = 1;
}
