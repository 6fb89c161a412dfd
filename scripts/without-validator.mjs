/**
 * Stands in the bundles for what the agents' protocol takes of its platform. Its validator is for forms that a server asks its client to fill in, which ours
 * never does.
 */
export { default as process } from "node:process";

export class DefaultJsonSchemaValidator {
  getValidator() {
    throw new Error("no form is ever asked for");
  }
}
