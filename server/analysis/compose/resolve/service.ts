import type { Engine } from "../../facts/engine.ts";
import { type ImageProfile, imageProfile } from "../../facts/image-profiles.ts";
import { isWindowsImage } from "../../facts/windows.ts";
import { type ImageRef, parseImage } from "../../model/image.ts";
import type { Mount } from "../../model/mount.ts";
import type { Network, Trouble } from "../../model/project.ts";
import type { Build, Service } from "../../model/service.ts";
import { byDefault, is, mapSetting, type Setting } from "../../model/setting.ts";
import { parseUser, type User } from "../../model/user.ts";
import type { Place } from "../../text/span.ts";
import { asInteger } from "../../yaml/scalar.ts";
import { hasHole, type Mapping } from "../../yaml/tree.ts";
import { stillLost } from "../project/lost.ts";
import { Block, because, listedText } from "../syntax/block.ts";
import { named, under } from "../syntax/forms.ts";
import { cleanTarget } from "../syntax/short.ts";
import { type BuildSources, buildOf } from "./build.ts";
import { capabilitiesOf, plainCapabilities } from "./capabilities.ts";
import { commandOf } from "./command.ts";
import { hooksOf } from "./hooks.ts";
import { misreadIn } from "./misread.ts";
import { mountsOf } from "./mounts.ts";
import { type Namespaces, namespacesOf } from "./namespaces.ts";
import { portsOf } from "./ports.ts";
import { devicesOf, gpusOf, limitsOf, memoryAndSwapOf, realtimeCpuOf, ulimitsOf } from "./resources.ts";
import { type ProfileReader, securityOf } from "./security.ts";

/** A service's merged mapping and where it stands in the file that is looked at. */
export interface ServiceSource {
  readonly name: string;
  readonly mapping: Mapping;
  readonly at: Place;
  /** The service's block in that file. */
  readonly own: Place;
  /** Whether the file is one that others are laid under, so that a service without an image is defined elsewhere. */
  readonly partial: boolean;
}

/** What all services of a project share. */
export interface ServiceContext extends BuildSources {
  readonly root: Mapping;
  readonly engine: Engine;
  readonly networks: ReadonlyMap<string, Network>;
  readonly profile: ProfileReader;
  report(trouble: Trouble): void;
}

/** The block of a service, with short forms that hold further keys written out. */
export function blockOf({ mapping, at, own }: ServiceSource): Block {
  const build = mapping.entries.get("build");
  const long = build === undefined ? undefined : under("context", build.value);
  if (build === undefined || long === undefined || long === build.value) return new Block(mapping, at, own);
  const entries = new Map(mapping.entries).set("build", { ...build, value: long });
  return new Block({ ...mapping, entries }, at, own);
}

/** The service as the engine would run it. `namespaces` have their joins followed. */
export function serviceOf(
  source: ServiceSource,
  block: Block,
  namespaces: Namespaces,
  context: ServiceContext,
): Service {
  const { engine } = context;
  const { name, at } = source;
  const build = buildOf(block, context);
  const image = imageOf(block, build, source.partial);
  const profile = profileOf(image, build);
  const privileged = block.boolean("privileged");
  const capabilities = capabilitiesOf(block, privileged, engine);
  const user = userOf(block, image, build, profile);
  const attached = networksOf(block, namespaces);
  const mode = block.text("network_mode");
  const mounts = mountsOf(block, context);
  return {
    kind: "service",
    name,
    at,
    key: { name, at },
    profiles: block.texts("profiles").map(({ text }) => text),
    partial: source.partial && image.state === "unknown" && image.origin === "default" && build === undefined,
    misread: misreadIn(block, engine),
    keys: keysOf(block.mapping),
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
    hooks: hooksOf(block, { user, capabilities, engine, own: source.own }),
    preStart: preStartOf(source, block, namespaces, context, image),
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

/** Null where the image comes out of a build; unknown where nothing names it. */
function imageOf(block: Block, build: Build | undefined, partial: boolean): Setting<ImageRef | null> {
  const text = block.text("image");
  if (text.state === "unknown") return text;
  if (text.value !== null) {
    const image = parseImage(text.value);
    if (image !== undefined) return { ...text, value: image };
  }
  if (build !== undefined) return byDefault(null, block.at);
  const because = partial ? "an image that another file names" : "no image";
  return { state: "unknown", because, origin: "default", at: block.at };
}

function profileOf(image: Setting<ImageRef | null>, build: Build | undefined): ImageProfile | undefined {
  if (build !== undefined) return build.stage?.profile;
  if (image.state === "unknown" || image.value === null) return undefined;
  return imageProfile(fullName(image.value), image.value.tag);
}

/**
 * Compose's `user` stands over the built stage's `USER`, which stands over what is known of the image. An empty `user` is the image's.
 * Source: https://docs.docker.com/reference/compose-file/services/#user
 */
function userOf(
  block: Block,
  image: Setting<ImageRef | null>,
  build: Build | undefined,
  profile: ImageProfile | undefined,
): Setting<User> {
  const written = block.text("user");
  if (written.state === "unknown") return written;
  if (written.value !== null && written.value !== "") return { ...written, value: parseUser(written.value) };
  if (build !== undefined) return builtUser(block, build);
  if (profile?.defaultUid !== undefined) {
    const known = parseUser(profile.defaultUser ?? String(profile.defaultUid));
    return {
      state: "known",
      origin: "image",
      at: block.at,
      value: { ...known, uid: profile.defaultUid, root: profile.defaultUid === 0 },
    };
  }
  const because = image.state === "unknown" ? image.because : `image ${image.value?.text ?? ""}`;
  return { state: "unknown", because, origin: "default", at: block.at };
}

function builtUser(block: Block, build: Build): Setting<User> {
  const user = build.stage?.user;
  if (user === undefined) {
    const because =
      build.dockerfile === undefined ? "a build that cannot be followed" : "a Dockerfile that cannot be read";
    return { state: "unknown", because, origin: "default", at: block.at };
  }
  return { ...user, at: build.inline ? build.at : user.at, via: build.at };
}

function isWindows(image: Setting<ImageRef | null>, build: Build | undefined): boolean {
  if (build?.stage !== undefined) return build.stage.windows;
  return image.state === "known" && image.value !== null && isWindowsImage(fullName(image.value), image.value.tag);
}

/** The name under which the tables know an image: without the registry where it is Docker Hub. */
function fullName({ registry, repository }: ImageRef): string {
  return registry === "docker.io" ? repository : `${registry}/${repository}`;
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

/**
 * A `pre_start` container takes over the service's volumes and network and nothing else: no user, no limits, no hardening, no tmpfs.
 * So it is from Compose 5.3 to 5.5, as the source says; since 5.6 it inherits every key that it does not set itself.
 * Source: https://github.com/docker/compose/blob/v5.5.0/pkg/compose/pre_start.go
 */
function preStartOf(
  source: ServiceSource,
  block: Block,
  namespaces: Namespaces,
  context: ServiceContext,
  serviceImage: Setting<ImageRef | null>,
): readonly Service[] {
  return block.items("pre_start").flatMap(({ node }, index) => {
    if (node.kind !== "mapping") return [];
    const at = [...node.entries.values()][0]?.key ?? node.at;
    const hook = new Block(node, at, source.own);
    const privileged = hook.boolean("privileged");
    const written = hook.text("image");
    const image = is(written, null) ? serviceImage : imageOf(hook, undefined, false);
    const profile = profileOf(image, undefined);
    const fresh = namespacesOf(new Block({ ...node, entries: new Map() }, at, source.own), context.engine);
    const container = serviceOf(
      { ...source, name: `${source.name}/pre_start[${index}]`, mapping: { ...node, entries: new Map() }, at },
      hook,
      { ...fresh, net: namespaces.net },
      context,
    );
    return [
      {
        ...container,
        kind: "pre_start",
        image,
        ...(profile === undefined ? {} : { profile }),
        user: userOf(hook, image, undefined, profile),
        privileged,
        capabilities: plainCapabilities(privileged, context.engine),
        mounts: mountsOf(block, context)
          .filter(({ from }) => from !== "tmpfs")
          .map((mount) => ({ ...mount, via: at })),
        networks: networksOf(block, namespaces),
        lost: [],
      },
    ];
  });
}

/** The names of the services whose volumes a service takes over. */
export function volumesFrom(block: Block): readonly { readonly service: string; readonly at: Place }[] {
  return block.texts("volumes_from").flatMap(({ text, at }) => {
    const service = text.replace(/^service:/, "").split(":")[0] ?? "";
    return text.startsWith("container:") || service === "" ? [] : [{ service, at }];
  });
}
