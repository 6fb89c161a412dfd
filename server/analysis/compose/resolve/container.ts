import type { Engine } from "../../facts/engine.ts";
import { modeOf } from "../../facts/engine-modes.ts";
import type { Build, Container, ContainerSource, Listed, VolumesFrom } from "../../model/container.ts";
import type { Mount } from "../../model/mount.ts";
import type { Network } from "../../model/project.ts";
import { byDefault, is, mapSetting } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import { asInteger } from "../../yaml/scalar.ts";
import { hasUnresolved, type Mapping, type Scalar } from "../../yaml/tree.ts";
import { stillLost } from "../project/lost.ts";
import type { Variables } from "../project/variables.ts";
import { asNames } from "../syntax/long-forms.ts";
import { because, listedText, type ServiceReader } from "../syntax/service-reader.ts";
import { cleanTarget, takersOfBareIpv6 } from "../syntax/short-syntax.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { commandOf } from "./command.ts";
import type { Declaration } from "./declaration.ts";
import { hooksOf } from "./hooks.ts";
import { imageOf, isWindows, profileOf, userOf } from "./image.ts";
import { invalidValuesIn } from "./invalid-values.ts";
import { type MountContext, mountsOf } from "./mounts.ts";
import { type Namespaces, rootOf } from "./namespaces.ts";
import { portsOf } from "./ports.ts";
import { devicesOf, gpusOf, limitsOf, memoryAndSwapOf, realtimeCpuOf, ulimitsOf } from "./resources.ts";
import { type ProfileReader, securityOf } from "./security.ts";
import { startingOf } from "./starting.ts";
import { withValues } from "./variable-values.ts";
import { scriptsOf, textsOf } from "./written.ts";

/** What a container depends on beside its declaration. */
export interface ContainerContext extends MountContext {
  readonly engine: Engine;
  readonly networks: ReadonlyMap<string, Network>;
  readonly profile: ProfileReader;
  /** The variables that a file is read with. */
  variablesFor(file: string): Variables;
}

/** The container as the engine would run it. */
export function containerOf(declaration: Declaration, context: ContainerContext): Container {
  const { engine } = context;
  const { kind, name, at, reader, written = reader, own, namespaces, build } = declaration;
  const image = imageOf(declaration);
  const profile = profileOf(image, build);
  const privileged = reader.boolean("privileged");
  const capabilities = capabilitiesOf(reader, privileged, engine);
  const user = userOf(reader, image, build, profile);
  const attached = networksOf(reader, namespaces, declaration.network ?? "default");
  const mode = reader.text("network_mode");
  const mounts = mountsOf(reader, context);
  const rootfs = mapSetting(reader.boolean("read_only"), (only) =>
    only ? ("read-only" as const) : ("writable" as const),
  );
  return {
    kind,
    name,
    engine,
    at,
    key: { name, at },
    profiles: reader.texts("profiles").map(({ text }) => text),
    lasts: declaration.lasts ?? true,
    source: {
      isExample: declaration.isExample ?? false,
      partial: declaration.unknownPart ?? (isDefinedElsewhere(declaration, image) ? DEFINING_FILE : undefined),
      keys: keysOf(written.mapping),
      invalidValues: declaration.invalidValues ?? invalidValuesIn(written, namespaces.net, context.networks, engine),
      lost: declaration.lost ?? stillLost(reader.mapping),
      texts: textsOf(written),
      scripts: scriptsOf(written, image),
      ...(declaration.within === undefined ? {} : { within: declaration.within }),
    },
    image,
    windows: isWindows(image, build),
    user,
    groups: reader.texts("group_add").map(listedText),
    privileged,
    capabilities,
    security: securityOf(declaration, privileged, context),
    namespaces,
    root: rootOf(namespaces, engine),
    rootfs,
    mounts: [...mounts, ...imageVolumes(build, at, mounts), ...scratchOf(rootfs, mounts, engine)],
    volumesFrom: reader.texts("volumes_from").map(volumesFromOf),
    devices: devicesOf(reader),
    gpus: gpusOf(reader),
    deviceRules: reader.texts("device_cgroup_rules").map(listedText),
    limits: limitsOf(reader, engine),
    memoryAndSwap: memoryAndSwapOf(reader),
    realtimeCpu: realtimeCpuOf(reader),
    sysctls: new Map(
      [...reader.pairs("sysctls")].map(([key, value]) => [key, mapSetting(value, (text) => text ?? "")] as const),
    ),
    ulimits: ulimitsOf(reader),
    ports: portsOf(reader, {
      network: namespaces.net,
      attached: attached.map((network) => context.networks.get(network) ?? plainNetwork(network, at)),
      // Whoever starts a job publishes its ports by asking for it, with `--service-ports`.
      none: is(mode, "none") || kind === "job",
      addresses: declaration.invalidValues !== undefined || modeOf(engine).portAddresses,
      bareIpv6: declaration.invalidValues !== undefined || takersOfBareIpv6(engine) !== "none",
    }),
    networkMode: mode,
    networks: attached,
    openNetworks: attached.filter((network) => isOpen(context.networks.get(network) ?? plainNetwork(network, at))),
    environment: withValues(reader.pairs("environment"), context.variablesFor),
    command: commandOf(reader, "command") ?? build?.stage?.command ?? byDefault(null, at),
    entrypoint: commandOf(reader, "entrypoint") ?? build?.stage?.entrypoint ?? byDefault(null, at),
    workingDir: reader.text("working_dir"),
    healthcheck: healthcheckOf(reader),
    provider: reader.text("provider", "type"),
    useApiSocket: reader.boolean("use_api_socket"),
    outOfMemory: {
      killDisabled: reader.boolean("oom_kill_disable"),
      score: reader.scalar(["oom_score_adj"], 0, asInteger),
    },
    hooks: hooksOf(reader, { user, capabilities, engine, own }),
    preStart: [],
    secretKeepers: [],
    onNetworks: () => [],
    starting: () => startingOf(reader, context),
    // What is optional comes last, since an object is made in one piece up to there.
    ...(declaration.asked === undefined ? {} : { asked: declaration.asked }),
    ...(build === undefined ? {} : { build }),
    ...(profile === undefined ? {} : { profile }),
  };
}

const DEFINING_FILE = "the file that defines the service";

function isDefinedElsewhere({ partial, build }: Declaration, image: Container["image"]): boolean {
  return partial && image.state === "unknown" && image.origin === "default" && build === undefined;
}

/** The tmpfs that Podman gives a container with a read-only root, where nothing else is mounted. */
function scratchOf(rootfs: Container["rootfs"], mounts: readonly Mount[], engine: Engine): readonly Mount[] {
  const { scratch } = modeOf(engine);
  if (scratch.length === 0 || !is(rootfs, "read-only")) return [];
  return scratch
    .filter((target) => mounts.every((mount) => cleanTarget(mount.target) !== target))
    .map((target) => ({
      type: "tmpfs",
      source: byDefault(null, rootfs.at),
      sourceText: "",
      target,
      readOnly: false,
      at: rootfs.at,
      item: rootfs.at,
      from: "engine",
      options: [],
    }));
}

function keysOf({ entries }: Mapping): ContainerSource["keys"] {
  const keys = new Map<string, Place>();
  for (const [name, { key }] of entries) keys.set(name, key);
  return keys;
}

/** Null where there is none; one text is run by the image's shell. Source: https://docs.docker.com/reference/compose-file/services/#healthcheck */
function healthcheckOf(reader: ServiceReader): Container["healthcheck"] {
  const entry = reader.entry("healthcheck", "test");
  if (entry === undefined) return byDefault(null, reader.at);
  const texts = reader.texts("healthcheck", "test");
  const unclear = texts.find(({ text }) => hasUnresolved(text));
  const decision = reader.decided(entry);
  if (unclear !== undefined) return { state: "unknown", because: because(unclear.value), ...decision };
  const words = texts.map(({ text }) => text);
  return { state: "known", value: entry.value.kind === "scalar" ? ["CMD-SHELL", ...words] : words, ...decision };
}

function volumesFromOf(entry: Listed<Scalar>): VolumesFrom {
  const named = /^container:([^:]+)/.exec(entry.text)?.[1];
  const outside = named !== undefined && hasUnresolved(named) ? because(entry.value) : named;
  return { ...listedText(entry), ...(outside === undefined ? {} : { outside }) };
}

/** A network that the file attaches without a word about it, as it does with `default`. */
function plainNetwork(name: string, at: Place): Network {
  const no = byDefault(false, at);
  return { name, at, driver: byDefault("bridge", at), internal: no, external: no, options: new Map() };
}

/** Whether others than the project's containers may be on a network. */
function isOpen({ external, driver }: Network): boolean {
  return !is(external, false) || is(driver, "macvlan") || is(driver, "ipvlan");
}

/** The networks by their names in the file; what says nothing is attached to `otherwise`. */
function networksOf(reader: ServiceReader, namespaces: Namespaces, otherwise: string): readonly string[] {
  if (namespaces.net.state === "known" && namespaces.net.value !== "private") return [];
  if (is(reader.text("network_mode"), "none") || reader.entry("provider") !== undefined) return [];
  const entry = reader.entry("networks");
  const networks = entry === undefined ? undefined : asNames(entry.value);
  if (networks !== undefined) return [...networks.entries.keys()];
  return reader.entry("network_mode") === undefined ? [otherwise] : [];
}

/**
 * Docker puts an anonymous volume on every `VOLUME` of an image, those of the stages below included, where the service mounts nothing itself.
 * `at` is the service's key, where findings point; the source says which instruction it was.
 */
function imageVolumes(build: Build | undefined, at: Place, mounts: readonly Mount[]): readonly Mount[] {
  const volumes = new Map<string, Mount>();
  for (let stage = build?.stage; build !== undefined && stage !== undefined; stage = stage.parent) {
    for (const { path, at: instruction } of stage.volumes) {
      const target = cleanTarget(path);
      if (volumes.has(target) || mounts.some((mount) => cleanTarget(mount.target) === target)) continue;
      volumes.set(target, {
        type: "volume",
        source: { state: "known", origin: "dockerfile", value: null, at: instruction, via: build.at },
        sourceText: "",
        target,
        readOnly: false,
        at,
        item: at,
        from: "image",
        options: [],
      });
    }
  }
  return [...volumes.values()];
}
