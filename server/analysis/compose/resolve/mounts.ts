import type { Mount } from "../../model/mount.ts";
import type { Setting } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import { normalisePath, pathOf, resolvePath } from "../../text/uri.ts";
import { asBoolean } from "../../yaml/scalar.ts";
import { hasUnresolved, type Mapping, type Node, nodeAt, type Scalar, scalarAt } from "../../yaml/tree.ts";
import { hostPathText, startsElsewhere } from "../syntax/host-path-text.ts";
import { asPairs, part, partPlace } from "../syntax/long-forms.ts";
import { because, type Decision, type ServiceReader } from "../syntax/service-reader.ts";
import { cleanTarget, isHostPath, shortVolume } from "../syntax/short-syntax.ts";

/** What the mounts of a service depend on beside its own block. */
export interface MountContext {
  /** The top-level mapping of the project, for its volumes, secrets and configs. */
  readonly root: Mapping | undefined;
  /** The directory against which a file's relative paths resolve. */
  directoryFor(file: string): string;
}

/** Everything that a service's `volumes`, `tmpfs`, `secrets`, `configs` and `use_api_socket` put into the container. */
export function mountsOf(reader: ServiceReader, context: MountContext): readonly Mount[] {
  return [
    ...reader.items("volumes").flatMap(({ node, decision }) => volume(node, decision, context)),
    ...reader.texts("tmpfs").map((item) => tmpfs(item.value, item)),
    ...reader.items("secrets").flatMap(({ node, decision }) => fileMount("secrets", node, decision, context)),
    ...reader.items("configs").flatMap(({ node, decision }) => fileMount("configs", node, decision, context)),
    ...apiSocket(reader),
  ];
}

function volume(node: Node, decision: Decision, context: MountContext): Mount[] {
  if (node.kind === "scalar") return [shortMount(node, decision, context)];
  if (node.kind !== "mapping") return [];
  return longMount(node, decision, context);
}

function shortMount(scalar: Scalar, decision: Decision, context: MountContext): Mount {
  const { source, target, options } = shortVolume(scalar.text);
  const known = {
    ...placed(decision),
    item: scalar.at,
    target,
    readOnly: options.includes("ro"),
    ...bindOptions(options),
    from: "volumes" as const,
    options,
    text: scalar.text,
    ...(scalar.derived === "filled" ? { filled: true } : {}),
  };
  if (source === undefined)
    return {
      ...known,
      type: "volume",
      source: { state: "known", value: null, ...decision },
      sourceText: "",
      at: scalar.at,
    };
  const written = part(scalar, 0, source.length);
  return {
    ...known,
    ...origin(written, isHostPath(hostPathText(written)) ? "bind" : "volume", decision, context),
    at: partPlace(scalar, 0, source.length),
  };
}

/** Options that Compose does not know, `RO` among them, are dropped by it and so mean nothing here. */
function bindOptions(options: readonly string[]): Pick<Mount, "propagation" | "selinux"> {
  const propagation = options.findLast((option) => /^r?(?:shared|slave|private)$/.test(option));
  const selinux = options.findLast((option) => option === "z" || option === "Z");
  return { ...(propagation ? { propagation } : {}), ...(selinux === "z" || selinux === "Z" ? { selinux } : {}) };
}

function longMount(mapping: Mapping, decision: Decision, context: MountContext): Mount[] {
  const type = scalarAt(mapping, "type")?.text ?? "volume";
  const source = scalarAt(mapping, "source");
  const target = scalarAt(mapping, "target");
  const keys = (["propagation", "recursive", "selinux"] as const).flatMap((key) => {
    const value = scalarAt(mapping, "bind", key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const { propagation, recursive, selinux } = Object.fromEntries(keys.map(([key, { text }]) => [key, text]));
  const at = source?.at ?? target?.at ?? mapping.at;
  const readOnly = nodeAt(mapping, "read_only");
  const known = {
    ...placed(decision),
    at,
    item: mapping.at,
    target: cleanTarget(target?.text ?? ""),
    readOnly: readOnly?.kind === "scalar" && asBoolean(readOnly) === true,
    ...(propagation ? { propagation } : {}),
    ...(recursive ? { recursive } : {}),
    ...(selinux === "z" || selinux === "Z" ? { selinux } : {}),
    keysAt: Object.fromEntries(keys.map(([key, { at }]) => [key, at])),
    from: "volumes" as const,
    options: [],
  } satisfies Partial<Mount>;
  const nothing = { source: { state: "known", value: null, ...decision, at } satisfies Setting<null>, sourceText: "" };
  switch (type) {
    case "bind":
    case "volume":
      return [
        source === undefined
          ? { ...known, ...nothing, type }
          : { ...known, ...origin(source, type, decision, context) },
      ];
    case "tmpfs":
      return [{ ...known, ...nothing, type }];
    case "npipe":
    case "cluster":
    case "image": {
      // The engine mounts an image read-only whatever is asked for. Source: observation of Engine 28.5.
      const readOnly = type === "image" || known.readOnly;
      const named = textSetting(source, decision) ?? nothing.source;
      return [{ ...known, type, readOnly, source: named, sourceText: source?.text ?? "" }];
    }
    default:
      return [];
  }
}

/** Type and source of a bind or a named volume; a named volume that the project defines as a bind of a host directory is that bind. */
function origin(
  source: Scalar,
  type: "bind" | "volume",
  decision: Decision,
  context: MountContext,
): Pick<Mount, "type" | "source" | "sourceText" | "volume" | "device"> & { readonly readOnly?: true } {
  const sourceText = hostPathText(source);
  if (hasUnresolved(sourceText)) {
    const pathlike = type === "bind" || sourceText.includes("/");
    return {
      type: pathlike ? "bind" : "volume",
      source: { state: "unknown", because: because(source), ...decision, at: source.at },
      sourceText,
    };
  }
  const known = (value: string): Setting<string | null> => ({ state: "known", value, ...decision, at: source.at });
  if (type === "bind") return { type, source: known(hostPath(sourceText, source.at, context)), sourceText };
  const volume = nodeAt(context.root, "volumes", sourceText);
  const bound = boundDirectory(volume);
  if (bound === undefined) {
    const device = mountedDevice(volume);
    return { type, source: known(sourceText), sourceText, ...(device === undefined ? {} : { device }) };
  }
  const { path, readOnly } = bound;
  const text = hostPathText(path);
  const unsure = hasUnresolved(text) ? because(path) : isLeftToTheEngine(text, volume) && text;
  const named = { sourceText, volume: sourceText, ...(readOnly ? { readOnly } : {}) } as const;
  if (unsure !== false)
    return { ...named, type: "bind", source: { state: "unknown", because: unsure, ...decision, at: source.at } };
  return { ...named, type: "bind", source: known(hostPath(text, path.at, context)) };
}

/**
 * Whether a volume's device is a path that Compose does not make absolute: the engine then starts from its own directory, which nobody knows here.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.9.1/paths/resolve.go (volumeDriverOpts).
 */
function isLeftToTheEngine(device: string, volume: Node | undefined): boolean {
  const isBind = scalarAt(driverOptions(volume), "o")?.text === "bind";
  const isMadeAbsolute = isBind && scalarAt(volume, "driver")?.text === "local";
  return !device.startsWith("/") && !startsElsewhere(device) && !isMadeAbsolute;
}

/**
 * The host directory that a named volume binds: through the `local` driver, or through `local-persist`, whose `mountpoint` it is. Of other drivers
 * `device` is what they take it for. Sources: https://docs.docker.com/reference/compose-file/volumes/#driver_opts,
 * https://github.com/MatchbookLab/local-persist
 */
function boundDirectory(volume: Node | undefined): { readonly path: Scalar; readonly readOnly: boolean } | undefined {
  const options = driverOptions(volume);
  const driver = scalarAt(volume, "driver")?.text ?? "local";
  if (/(?:^|[/-])local-persist(?:[:-]|$)/.test(driver)) {
    const path = scalarAt(options, "mountpoint");
    return path && { path, readOnly: false };
  }
  const path = scalarAt(options, "device");
  const words = scalarAt(options, "o")?.text.split(",") ?? [];
  const binds = driver === "local" && (words.includes("bind") || words.includes("rbind"));
  return path !== undefined && binds ? { path, readOnly: words.includes("ro") } : undefined;
}

/** The block device that the `local` driver mounts, as mount(8) would: `type: ext4, device: /dev/sdb1`. */
function mountedDevice(volume: Node | undefined): string | undefined {
  const device = scalarAt(driverOptions(volume), "device")?.text;
  const isLocal = (scalarAt(volume, "driver")?.text ?? "local") === "local";
  return isLocal && device?.startsWith("/dev/") && !hasUnresolved(device) ? device : undefined;
}

function driverOptions(volume: Node | undefined): Mapping | undefined {
  return asPairs(nodeAt(volume, "driver_opts") ?? NOTHING);
}

const NOTHING: Node = { kind: "sequence", style: "flow", items: [], at: { file: "", start: 0, end: 0 } };

/**
 * A host path as the engine gets it: absolute, or below what only the machine knows, the home directory `~` or a variable of the login.
 * Windows paths stay as they are.
 */
export function hostPath(text: string, at: Place, context: MountContext): string {
  if (startsElsewhere(text)) {
    const [head = ""] = text.split("/", 1);
    return text === head ? head : `${head}${normalisePath(text.slice(head.length))}`;
  }
  if (text.startsWith("\\\\") || text.startsWith("//./") || /^[A-Za-z]:[\\/]/.test(text)) return text;
  return text.startsWith("/") ? normalisePath(text) : pathOf(resolvePath(context.directoryFor(at.file), text));
}

function tmpfs(scalar: Scalar, decision: Decision): Mount {
  const colon = scalar.text.indexOf(":");
  const target = colon < 0 ? scalar.text : scalar.text.slice(0, colon);
  const options = colon < 0 ? [] : scalar.text.slice(colon + 1).split(",");
  const { origin, at, via } = decision;
  const source: Setting<null> = { state: "known", value: null, origin, at, ...(via ? { via } : {}) };
  return {
    type: "tmpfs",
    source,
    sourceText: "",
    target,
    readOnly: options.includes("ro"),
    at: scalar.at,
    item: scalar.at,
    ...placed(decision),
    from: "tmpfs",
    options,
    text: scalar.text,
  };
}

/** A secret or config from a file is a read-only bind of that file; one with its content in the Compose file is copied in and is no mount. */
function fileMount(kind: "secrets" | "configs", node: Node, decision: Decision, context: MountContext): Mount[] {
  const name = node.kind === "scalar" ? node : scalarAt(node, "source");
  if (name === undefined) return [];
  const file = scalarAt(context.root, kind, name.text, "file");
  if (file === undefined) return [];
  const wanted = scalarAt(node, "target")?.text ?? name.text;
  const target = wanted.startsWith("/") ? wanted : `${kind === "secrets" ? "/run/secrets" : ""}/${wanted}`;
  const { type, source, sourceText } = origin(file, "bind", { ...decision, at: file.at }, context);
  return [
    {
      type,
      source,
      sourceText,
      target,
      readOnly: true,
      at: name.at,
      item: node.at,
      ...placed(decision),
      from: kind,
      options: [],
    },
  ];
}

/** Compose mounts the Docker socket read-write for it. Source: observation of Compose 2.40. */
function apiSocket(reader: ServiceReader): Mount[] {
  const setting = reader.boolean("use_api_socket");
  if (setting.state !== "known" || !setting.value) return [];
  const path = "/var/run/docker.sock";
  const { at } = setting;
  return [
    {
      type: "bind",
      source: { ...setting, value: path },
      sourceText: path,
      target: path,
      readOnly: false,
      at,
      item: at,
      from: "use_api_socket",
      options: [],
    },
  ];
}

function textSetting(scalar: Scalar | undefined, decision: Decision): Setting<string | null> | undefined {
  if (scalar === undefined) return undefined;
  const at = { ...decision, at: scalar.at };
  return hasUnresolved(scalar.text)
    ? { state: "unknown", because: because(scalar), ...at }
    : { state: "known", value: scalar.text, ...at };
}

function placed({ via }: Decision): { readonly via?: Place } {
  return via === undefined ? {} : { via };
}
