/**
 * What went wrong between us and a container engine:
 *
 * - `absent`: nobody answers at the address.
 * - `forbidden`: this user may not talk to it, or its certificate is not the expected one.
 * - `unsupported`: the engine, the address or the context is of a kind that Bulkhead does not talk to.
 * - `refused`: the engine answered with an error; `status` is its number.
 * - `late`: a time limit ended the call.
 * - `aborted`: the caller's signal ended it.
 * - `broken`: the connection or the answer ended early, or the answer is no answer of the Engine API.
 */
export type FailureKind = "absent" | "forbidden" | "unsupported" | "refused" | "late" | "aborted" | "broken";

/**
 * The one error of this folder. The message is a sentence without its full stop, which begins in lower case and goes on after `bulkhead: `. It holds
 * words of the engine and of the user's configuration, so it has to be made printable; it never holds a value of an environment or a password.
 */
export class EngineFailure extends Error {
  readonly kind: FailureKind;
  /** The HTTP status of an answer; 0 where there was none. */
  readonly status: number;

  constructor(kind: FailureKind, message: string, status = 0) {
    super(message);
    this.name = "EngineFailure";
    this.kind = kind;
    this.status = status;
  }
}
