/**
 * What Compose refuses and we say nothing about, by its message, each with the reason. None of it decides a container's isolation;
 * what a service's other keys say is resolved all the same.
 */
export const UNSAID: readonly { readonly message: RegExp; readonly why: string }[] = [
  { message: /^env file .* not found/, why: "a file for `env_file`, which whoever runs the project often makes" },
  { message: /required variable \S+ is missing a value/, why: "a variable that whoever runs the project must set" },
  {
    message: /additional properties '\w+' not allowed|^validating .*false schema/,
    why: "a key that this release of Compose does not know",
  },
  { message: /container_name .* does not match pattern/, why: "the form of a name" },
  { message: /invalid jsonType time\.Time/, why: "a date without quotes, in a value that decides nothing" },
  { message: /build\.platforms MUST include/, why: "about the platforms of a build" },
  { message: /MarshalJSON for type types\.SSHKey/, why: "a form that Compose cannot print as JSON" },
];
