/** Thrown where a file is not to be written. The message goes on a sentence that begins with the file's name. */
export class Refusal extends Error {}
