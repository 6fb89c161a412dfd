import { is, knownValue, mapSetting } from "../../model/setting.ts";
import type { Condition, Fileless, Starting } from "../../model/starting.ts";
import { resolvePath } from "../../text/uri.ts";
import { asBytes, asInteger, yamlType } from "../../yaml/scalar.ts";
import { entryOf, type Mapping, type Node, scalarAt } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";
import type { Decision, ServiceReader } from "../syntax/service-reader.ts";

/** What of the project decides how a container is started. */
interface StartingContext {
  /** The top-level mapping of the project, for its secrets and configs. */
  readonly root: Mapping | undefined;
  /** The directory that relative paths of a file count from. */
  readonly directoryFor: (file: string) => string;
}

/** What of a service says how it is started and ended. */
export function startingOf(reader: ServiceReader, { root, directoryFor }: StartingContext): Starting {
  const test = reader.texts("healthcheck", "test");
  return {
    dependsOn: dependenciesOf(reader),
    envFiles: envFilesOf(reader, directoryFor),
    aliases: aliasesOf(reader),
    fileless: (["secrets", "configs"] as const).flatMap((kind) => filelessOf(kind, reader, root)),
    healthcheck: {
      isDisabled: is(reader.boolean("healthcheck", "disable"), true) || test[0]?.text === "NONE",
      interval: reader.text("healthcheck", "interval"),
      timeout: reader.text("healthcheck", "timeout"),
      startPeriod: reader.text("healthcheck", "start_period"),
      retries: reader.text("healthcheck", "retries"),
    },
    stopSignal: reader.text("stop_signal"),
    hostname: reader.text("hostname"),
    init: reader.boolean("init"),
    shmSize: reader.scalar(["shm_size"], null, asBytes),
  };
}

const CONDITIONS: Readonly<Record<string, Condition>> = {
  service_started: "started",
  service_healthy: "healthy",
  service_completed_successfully: "completed",
};

/** The short form is a list of names. */
function dependenciesOf(reader: ServiceReader): Starting["dependsOn"] {
  const entry = reader.entry("depends_on");
  const names = entry === undefined ? undefined : asNames(entry.value);
  return new Map(
    [...(names?.entries ?? [])].map(([name, { value }]) => {
      const condition = entryOf(value, "condition")?.value;
      const text = condition?.kind === "scalar" ? condition.text : "";
      return [name, { condition: CONDITIONS[text] ?? "started", isRequired: isRequired(value) }] as const;
    }),
  );
}

function isRequired(node: Node): boolean {
  return scalarAt(node, "required")?.text !== "false";
}

function aliasesOf(reader: ServiceReader): readonly string[] {
  const networks = reader.entry("networks")?.value;
  const names = networks?.kind === "mapping" ? networks.entries.keys() : [];
  const own = [...names].flatMap((network) => reader.texts("networks", network, "aliases").map(({ text }) => text));
  const container = knownValue(reader.text("container_name"));
  return [...new Set([...own, ...(container ? [container] : [])])];
}

function filelessOf(
  kind: "secrets" | "configs",
  reader: ServiceReader,
  root: Mapping | undefined,
): readonly Fileless[] {
  return reader.items(kind).flatMap(({ node, decision }): Fileless[] => {
    const name = node.kind === "scalar" ? node : scalarAt(node, "source");
    if (name === undefined || scalarAt(root, kind, name.text, "file") !== undefined) return [];
    const isCopied = ["content", "environment"].some((key) => scalarAt(root, kind, name.text, key) !== undefined);
    const rootMode = isCopied ? rootModeOf(node, decision) : undefined;
    return [{ name: name.text, at: node.at, ...(rootMode ? { rootMode } : {}) }];
  });
}

/**
 * The mode of a file that Compose copies into a container. The engine gives the file to the user that the container starts as, where the entry names a uid or a gid,
 * whichever that is; else it is root's. A mode is octal in quotes. Sources: https://github.com/docker/compose/blob/v2.40.3/pkg/compose/secrets.go,
 * https://github.com/moby/moby/blob/v28.4.0/daemon/archive_tarcopyoptions_unix.go, https://github.com/compose-spec/compose-go/blob/v2.9.1/types/types.go
 */
function rootModeOf(node: Node, { via }: Decision): Fileless["rootMode"] {
  const mode = scalarAt(node, "mode");
  if (mode === undefined || entryOf(node, "uid") !== undefined || entryOf(node, "gid") !== undefined) return undefined;
  const octal = yamlType(mode) === "string" && /^[0-7]+$/.test(mode.text) ? Number.parseInt(mode.text, 8) : undefined;
  const value = yamlType(mode) === "integer" ? asInteger(mode) : octal;
  if (value === undefined || mode.unknown !== undefined) return undefined;
  return { value, at: mode.at, ...(via ? { via } : {}) };
}

/** Entries are paths, or mappings with a `path`. */
function envFilesOf(reader: ServiceReader, directoryFor: (file: string) => string): Starting["envFiles"] {
  const entry = reader.entry("env_file");
  if (entry === undefined) return [];
  const items = entry.value.kind === "sequence" ? entry.value.items : [entry];
  return items.flatMap((item) => {
    const node = item.value.kind === "mapping" ? entryOf(item.value, "path")?.value : item.value;
    if (node?.kind !== "scalar") return [];
    const decision = reader.decided(item, entry);
    const uri =
      node.unknown === undefined
        ? mapSetting({ state: "known", value: node.text, ...decision }, (text) =>
            resolvePath(directoryFor(node.at.file), text),
          )
        : ({ state: "unknown", because: node.unknown.join(", "), ...decision } as const);
    return [{ uri, isRequired: isRequired(item.value) }];
  });
}
