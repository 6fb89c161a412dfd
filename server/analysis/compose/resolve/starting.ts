import { is, mapSetting } from "../../model/setting.ts";
import type { Condition, Starting } from "../../model/starting.ts";
import { resolvePath } from "../../text/uri.ts";
import { entryOf } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";
import type { ServiceReader } from "../syntax/service-reader.ts";

/** What of a service says how it is started and ended. `directoryFor` is the directory that relative paths of a file count from. */
export function startingOf(reader: ServiceReader, directoryFor: (file: string) => string): Starting {
  const test = reader.texts("healthcheck", "test");
  return {
    dependsOn: dependenciesOf(reader),
    envFiles: envFilesOf(reader, directoryFor),
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
      return [name, CONDITIONS[text] ?? "started"] as const;
    }),
  );
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
    if (node.unknown !== undefined)
      return [{ state: "unknown", because: node.unknown.join(", "), ...decision } as const];
    return [
      mapSetting({ state: "known", value: node.text, ...decision }, (text) =>
        resolvePath(directoryFor(node.at.file), text),
      ),
    ];
  });
}
