/** A kind of case of which we do not say what compose-go says, and why that is right. `covers` is given the names of cases. */
export interface Difference {
  readonly why: string;
  readonly covers: (name: string) => boolean;
}

const NAMES_A_FILE = /^(?:\w+\.(?:env_file|label_file)|env_file\.path|include\.\w+) = /;

/** What compose-go refuses and we pass. What it takes is never refused. */
export const DIFFERENCES: readonly Difference[] = [
  {
    why: "whether a file is there when somebody calls Compose is not for this file to say",
    covers: (name) => NAMES_A_FILE.test(name) || /^(?:include without path|file\.include = \[\[\]\])$/.test(name),
  },
  { why: "a file without services is skipped, and told as such", covers: (name) => name === "file without services" },
  {
    why: "options of a storage driver, whose values no wall hangs on",
    covers: (name) => /^\w+\.storage_opt = [[{]/.test(name),
  },
  {
    why: "infinity under a key that Compose ignores",
    covers: (name) => /\.x-a = \.inf$/.test(name),
  },
  {
    why: "compose-go ends with an error of its own, and not with a refusal",
    covers: (name) => /^(?:\w+\.pid = null|workload\.build\.additional_contexts = \{a: (?:null|1|true)\})$/.test(name),
  },
  {
    why: "the address of a host in a list, which the engine reads",
    covers: (name) => /\.extra_hosts = \{a: \[1\]\}$/.test(name),
  },
  {
    why: "a service without a name, or one as a build context, is told where joins and contexts are followed, or not at all",
    covers: (name) =>
      /^(?:service\.network_mode = "service:"|service\.volumes_from = \[""\]|.*additional_contexts = \{.*service:x.*\})$/.test(
        name,
      ),
  },
  {
    why: "a secret of a driver, which Swarm takes",
    covers: (name) => name === "file.secrets = {a: {driver: x}}",
  },
];
