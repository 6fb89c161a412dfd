import { entryLines, stringToken } from "../../compose/editor/write.ts";
import type { RunFlag, RunProgram } from "../../facts/run-flags.ts";
import type { Container } from "../../model/container.ts";
import { type CommandMapping, mappingOf } from "../resolve/mapping.ts";
import type { ContainerCommand } from "../syntax/tree.ts";
import { type Definitions, definedBeside } from "./definitions.ts";
import { isVariable, serviceKeys } from "./keys.ts";

/** A command as a Compose file of its own: the name of its service and the file's text; or why it can be none, as a clause. */
export type ComposeService = { readonly name: string; readonly text: string } | { readonly refused: string };

/** The name of the file that a service is put into, beside the command's own file. */
export function composeFileName(service: string): string {
  // Compose lays `compose.override.yaml` over the project that lies beside it.
  return service === "override" ? "compose.override-service.yaml" : `compose.${service}.yaml`;
}

/**
 * The command as a Compose file with one service, which gives the same container. What the table of flags has no key for is told in a comment where the
 * container is the same without; else the command is refused. Variables stay variables, which Compose asks for. `container` is what the command starts,
 * and `before` what stands before its verb.
 */
export function composeServiceOf(command: ContainerCommand, container: Container, before: string): ComposeService {
  const { flags, program } = command;
  const read = mappingOf(command);
  const { entries } = read.mapping;
  const refused = whyNot(command, container, read);
  if (refused !== undefined) return { refused };
  const name = serviceName(container.name);
  const variables = new Set<string>();
  const service = serviceKeys(read.mapping, flags, variables);
  const unknown = [...variables].find((one) => !isVariable(one));
  if (unknown !== undefined) return { refused: `nobody knows what \`${unknown}\` is` };
  const comments = [
    `To start it: ${startOf(command, name)}`,
    ...(/\s-/.test(before) || command.host !== undefined ? [OTHER_ENGINE] : []),
    ...asides(flags.map(({ fact }) => fact)),
    ...(program === "podman" && !entries.has("networks") && !entries.has("network_mode") ? [ROOTLESS_NETWORK] : []),
    ...(variables.size > 0 ? [`To be set in the environment or in .env: ${[...variables].sort().join(", ")}`] : []),
  ];
  return { name, text: textOf(name, comments, definedBeside(service, program)) };
}

const OTHER_ENGINE =
  "The command says before its verb, or by DOCKER_HOST, which engine is asked: say so to Compose too.";
const ROOTLESS_NETWORK =
  "Rootless Podman gives pasta where a command names no network: write `network_mode: pasta` there.";

/** Why nothing is made of a command; undefined where something may be. */
function whyNot(
  command: ContainerCommand,
  { source }: Container,
  { mapping, leftOut }: CommandMapping,
): string | undefined {
  const { compose, job, words, unknownPart, image, flags } = command;
  if (compose !== undefined) return "it runs a service of a Compose file";
  if (job !== undefined) return "the runner of the workflow makes the container";
  if (words !== undefined) return "a client starts it and talks to it";
  if (unknownPart !== undefined) return `nobody knows what \`${unknownPart}\` says`;
  if (image === undefined || image.text === "") return "it names no image";
  const [invalid] = source.invalidValues;
  if (invalid !== undefined) return `\`${invalid.value}\` is refused, or read otherwise than it is meant`;
  const keyless = flags.find(({ fact }) => !isSaid(fact))?.name ?? leftOut[0];
  if (keyless !== undefined) return `Compose has no key for \`${keyless}\``;
  const isJoined = mapping.entries.has("networks");
  if (isJoined && mapping.entries.has("network_mode")) return "its networks do not go together";
  const address = flags.find(({ fact }) => fact.compose?.startsWith("networks.") === true);
  return address === undefined || isJoined ? undefined : `there is no network for \`${address.name}\``;
}

function isSaid({ name, key, compose, aside }: RunFlag): boolean {
  return key !== undefined || compose !== undefined || aside !== undefined || name === "detach";
}

/** A name that Compose takes for a service. */
function serviceName(name: string): string {
  const plain = name.replace(/ \(\d+\)$/, "").replace(/[^\w.-]+/g, "-");
  return plain.replace(/^[^A-Za-z0-9]+/, "") || "app";
}

const COMPOSE: Readonly<Record<RunProgram, string>> = {
  docker: "docker compose",
  podman: "podman compose",
  nerdctl: "nerdctl compose",
};

/** The command that starts the service as the command at hand does: in the background, at the terminal, or not yet. */
function startOf({ program, verb, flags }: ContainerCommand, name: string): string {
  const said = (flag: string): boolean => flags.findLast(({ fact }) => fact.name === flag)?.value.text === "true";
  const call = `${COMPOSE[program]} -f ${composeFileName(name)}`;
  if (verb === "create") return `${call} create`;
  if (said("detach")) return `${call} up -d`;
  return said("interactive") || said("tty")
    ? `${call} run${said("rm") ? " --rm" : ""} --service-ports ${name}`
    : `${call} up`;
}

/** What is said of flags without a key, each once. */
function asides(facts: readonly RunFlag[]): readonly string[] {
  const said = new Map(facts.flatMap(({ name, aside }) => (aside === undefined ? [] : [[name, aside] as const])));
  return [...said].map(([name, aside]) => `--${name}: ${aside}.`);
}

const STYLE = { step: 2, listStep: 2, quotes: "double", quoteAll: false, lists: "block" } as const;
/** Lists of words, which are one command each. */
const WORDS: ReadonlySet<string> = new Set(["command", "entrypoint"]);

function textOf(name: string, comments: readonly string[], { service, sections }: Definitions): string {
  const lines = [
    ...comments.map((comment) => `# ${comment}`),
    ...entryLines(["name"], projectName(name), 0, STYLE, undefined),
    "services:",
    `  ${stringToken(name, "plain", "flow")}:`,
    ...Object.entries(service).flatMap(([key, value]) =>
      entryLines([key], value, 4, WORDS.has(key) ? { ...STYLE, lists: "flow" } : STYLE, undefined),
    ),
    ...Object.entries(sections).flatMap(([key, value]) => entryLines([key], value, 0, STYLE, undefined)),
  ];
  return `${lines.join("\n")}\n`;
}

/** A name that Compose takes for a project, so that nothing else in the directory belongs to it. */
function projectName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_-]/g, "-");
}
