import type { Fix, ServiceChange } from "../model/change.ts";
import type { Mount } from "../model/mount.ts";

/** Takes a mount out of the service's list. */
export function removeMount({ sourceText, target, item }: Mount): Fix {
  return {
    title: `Remove the mount of ${sourceText || target}`,
    safe: false,
    changes: [{ do: "remove-at", at: item }],
  };
}

/** Makes a bind read-only; none where it is one already, or where its source is not known. */
export function mountReadOnly(mount: Mount): readonly Fix[] {
  if (mount.readOnly || mount.volume || mount.source.state === "unknown") return [];
  const kept = mount.options.filter((option) => !/^rw$/i.test(option) && !/^ro$/i.test(option));
  return fixOf("Mount read-only", withOptions(mount, [...kept, "ro"]) ?? setIn(mount, ["read_only"], true));
}

/** Leaves the SELinux label of what is mounted as it is. */
export function keepLabel(mount: Mount): readonly Fix[] {
  const kept = mount.options.filter((option) => option !== "z" && option !== "Z");
  return fixOf("Leave the label alone", withOptions(mount, kept) ?? removeIn(mount, ["bind", "selinux"]));
}

/** Keeps what the container mounts below the bind to the container. */
export function keepPrivate(mount: Mount): readonly Fix[] {
  const kept = mount.options.filter((option) => option !== mount.propagation);
  return fixOf("Make it private", withOptions(mount, kept) ?? removeIn(mount, ["bind", "propagation"]));
}

/** Makes the file systems below a read-only bind read-only too; only the long form says otherwise. */
export function readOnlyThroughout(mount: Mount): readonly Fix[] {
  return fixOf("Make what is mounted below it read-only too", setIn(mount, ["bind", "recursive"], "readonly"));
}

/** Leaves options of a short entry away. */
export function withoutOptions(mount: Mount, unwanted: readonly string[]): readonly Fix[] {
  const kept = mount.options.filter((option) => !unwanted.includes(option));
  return fixOf(`Remove ${unwanted.join(" and ")}`, withOptions(mount, kept));
}

function fixOf(title: string, change: ServiceChange | undefined): readonly Fix[] {
  return change === undefined ? [] : [{ title, safe: false, changes: [change] }];
}

/** Rewrites a short entry that stands in the file as it is, without variables; undefined for the long form. */
function withOptions(mount: Mount, options: readonly string[]): ServiceChange | undefined {
  const { text, item, sourceText, target } = mount;
  const length = item.end - item.start;
  if (text === undefined || mount.filled || (length !== text.length && length !== text.length + 2)) return undefined;
  if (text === sourceText || text === target) return undefined;
  const behind = mount.options.length === 0 ? 0 : mount.options.join(",").length + 1;
  const path = text.slice(0, text.length - behind);
  return { do: "replace-at", at: item, value: options.length === 0 ? path : `${path}:${options.join(",")}` };
}

function setIn(
  { text, target, item }: Mount,
  path: readonly string[],
  value: string | boolean,
): ServiceChange | undefined {
  return text === undefined ? { do: "set", service: { name: target, at: item }, path, value } : undefined;
}

function removeIn({ text, target, item }: Mount, path: readonly string[]): ServiceChange | undefined {
  return text === undefined ? { do: "remove", service: { name: target, at: item }, path } : undefined;
}
