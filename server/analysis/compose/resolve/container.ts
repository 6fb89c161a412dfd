import type { Engine } from "../../facts/engine.ts";
import type { Mount } from "../../model/mount.ts";
import type { Network } from "../../model/project.ts";
import type { Build, Service } from "../../model/service.ts";
import { byDefault, is, mapSetting } from "../../model/setting.ts";
import type { Place } from "../../text/span.ts";
import { asInteger } from "../../yaml/scalar.ts";
import { hasHole, type Mapping } from "../../yaml/tree.ts";
import { stillLost } from "../project/lost.ts";
import { type Block, because, listedText } from "../syntax/block.ts";
import { named } from "../syntax/forms.ts";
import { cleanTarget } from "../syntax/short.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { commandOf } from "./command.ts";
import type { Declaration } from "./declaration.ts";
import { hooksOf } from "./hooks.ts";
import { imageOf, isWindows, profileOf, userOf } from "./image.ts";
import { misreadIn } from "./misread.ts";
import { type MountContext, mountsOf } from "./mounts.ts";
import type { Namespaces } from "./namespaces.ts";
import { portsOf } from "./ports.ts";
import { devicesOf, gpusOf, limitsOf, memoryAndSwapOf, realtimeCpuOf, ulimitsOf } from "./resources.ts";
import { type ProfileReader, securityOf } from "./security.ts";

/** What a container depends on beside its declaration. */
export interface ContainerContext extends MountContext {
  readonly engine: Engine;
  readonly networks: ReadonlyMap<string, Network>;
  readonly profile: ProfileReader;
}

/** The container as the engine would run it. */
export function containerOf(declaration: Declaration, context: ContainerContext): Service {
  const { engine } = context;
  const { kind, name, at, block, written = block, own, namespaces, build } = declaration;
  const image = imageOf(declaration);
  const profile = profileOf(image, build);
  const privileged = block.boolean("privileged");
  const capabilities = capabilitiesOf(block, privileged, engine);
  const user = userOf(block, image, build, profile);
  const attached = networksOf(block, namespaces);
  const mode = block.text("network_mode");
  const mounts = mountsOf(block, context);
  return {
    kind,
    name,
    at,
    key: { name, at },
    profiles: block.texts("profiles").map(({ text }) => text),
    partial: declaration.partial && image.state === "unknown" && image.origin === "default" && build === undefined,
    misread: misreadIn(written, engine),
    keys: keysOf(written.mapping),
    image,
    windows: isWindows(image, build),
    user,
    groups: block.texts("group_add").map(listedText),
    privileged,
    capabilities,
    security: securityOf(block, privileged, context),
    namespaces,
    rootfs: mapSetting(block.boolean("read_only"), (only) => (only ? "read-only" : "writable")),
    mounts: [...mounts, ...imageVolumes(build, at, mounts)],
    volumesFrom: block.texts("volumes_from").map(listedText),
    devices: devicesOf(block),
    gpus: gpusOf(block),
    deviceRules: block.texts("device_cgroup_rules").map(listedText),
    limits: limitsOf(block),
    memoryAndSwap: memoryAndSwapOf(block),
    realtimeCpu: realtimeCpuOf(block),
    sysctls: new Map(
      [...block.pairs("sysctls")].map(([key, value]) => [key, mapSetting(value, (text) => text ?? "")] as const),
    ),
    ulimits: ulimitsOf(block),
    ports: portsOf(block, {
      network: namespaces.net,
      attached: attached.map((network) => context.networks.get(network) ?? plainNetwork(network, at)),
      none: is(mode, "none"),
    }),
    networks: attached,
    environment: block.pairs("environment"),
    command: commandOf(block, "command") ?? build?.stage?.command ?? byDefault(null, at),
    entrypoint: commandOf(block, "entrypoint") ?? build?.stage?.entrypoint ?? byDefault(null, at),
    workingDir: block.text("working_dir"),
    healthcheck: healthcheckOf(block),
    provider: block.text("provider", "type"),
    useApiSocket: block.boolean("use_api_socket"),
    outOfMemory: {
      killDisabled: block.boolean("oom_kill_disable"),
      score: block.scalar(["oom_score_adj"], 0, asInteger),
    },
    hooks: hooksOf(block, { user, capabilities, engine, own }),
    preStart: [],
    neighbours: [],
    lost: stillLost(block.mapping),
    // What is optional comes last, since an object is made in one piece up to there.
    ...(build === undefined ? {} : { build }),
    ...(profile === undefined ? {} : { profile }),
  };
}

function keysOf({ entries }: Mapping): Service["keys"] {
  const keys = new Map<string, Place>();
  for (const [name, { key }] of entries) keys.set(name, key);
  return keys;
}

/** Null where there is none; one text is run by the image's shell. Source: https://docs.docker.com/reference/compose-file/services/#healthcheck */
function healthcheckOf(block: Block): Service["healthcheck"] {
  const entry = block.entry("healthcheck", "test");
  if (entry === undefined) return byDefault(null, block.at);
  const texts = block.texts("healthcheck", "test");
  const unclear = texts.find(({ text }) => hasHole(text));
  const decision = block.decided(entry);
  if (unclear !== undefined) return { state: "unknown", because: because(unclear.value), ...decision };
  const words = texts.map(({ text }) => text);
  return { state: "known", value: entry.value.kind === "scalar" ? ["CMD-SHELL", ...words] : words, ...decision };
}

/** A network that the file attaches without a word about it, as it does with `default`. */
function plainNetwork(name: string, at: Place): Network {
  const no = byDefault(false, at);
  return { name, at, driver: byDefault("bridge", at), internal: no, external: no, options: new Map() };
}

/** The networks by their names in the file; a service that says nothing is attached to `default`. */
function networksOf(block: Block, namespaces: Namespaces): readonly string[] {
  if (namespaces.net.state === "known" && namespaces.net.value !== "private") return [];
  if (is(block.text("network_mode"), "none") || block.entry("provider") !== undefined) return [];
  const entry = block.entry("networks");
  const networks = entry === undefined ? undefined : named(entry.value);
  if (networks !== undefined) return [...networks.entries.keys()];
  return block.entry("network_mode") === undefined ? ["default"] : [];
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
      const decided = build.inline ? build.at : instruction;
      if (volumes.has(target) || mounts.some((mount) => cleanTarget(mount.target) === target)) continue;
      volumes.set(target, {
        type: "volume",
        source: { state: "known", origin: "dockerfile", value: null, at: decided, via: build.at },
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
