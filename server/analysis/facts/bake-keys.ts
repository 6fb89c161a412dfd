/**
 * The attributes of a target that say what a key of a Compose build says, by that key's name.
 * Source: https://github.com/docker/buildx/blob/v0.29.1/bake/bake.go (type Target)
 */
export const BAKE_KEYS: ReadonlyMap<string, string> = new Map([
  ["args", "args"],
  ["context", "context"],
  ["contexts", "additional_contexts"],
  ["dockerfile", "dockerfile"],
  ["dockerfile-inline", "dockerfile_inline"],
  ["entitlements", "entitlements"],
  ["labels", "labels"],
  ["network", "network"],
  ["secret", "secrets"],
  ["ssh", "ssh"],
  ["target", "target"],
]);

/** Attributes whose members add up over `inherits`, by name or one after the other; the rest are replaced. Source: the same (Target.Merge) */
export const BAKE_JOINED: ReadonlySet<string> = new Set([
  ...["args", "contexts", "labels", "extra-hosts"],
  ...["annotations", "attest", "cache-from", "entitlements", "no-cache-filter", "secret", "ssh", "ulimits"],
]);

/** A word that asks for less isolation of a build, with what it does; `plain` ones ask for nothing. */
export interface BakeWord {
  readonly word: string;
  readonly says: string;
  readonly plain?: true;
}

/**
 * The words of `entitlements` and of `network`. A file only asks for an entitlement: `--allow` or an answer at the terminal grants it.
 * Source: https://docs.docker.com/build/bake/reference/#targetentitlements and #targetnetwork
 */
export const BAKE_WORDS: ReadonlyMap<string, readonly BakeWord[]> = new Map([
  [
    "entitlements",
    [
      { word: "network.host", says: "a step of the build may run on the builder's network" },
      { word: "security.insecure", says: "a step of the build may leave the sandbox, as root of the builder" },
      { word: "device", says: "a step of the build may use the builder's devices" },
    ],
  ],
  [
    "network",
    [
      { word: "none", says: "the build reaches no network", plain: true },
      { word: "default", says: "a network of the build's own", plain: true },
      { word: "host", says: "the builder's network: all that listens on its 127.0.0.1" },
    ],
  ],
]);
