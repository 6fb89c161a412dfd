import type { Peer } from "./equivalents.ts";

/** Checks that are about style, size, speed or correctness, by the beginning of their ids: nothing about them weakens a container. */
export const OTHER_MATTERS: Readonly<Partial<Record<Peer, readonly RegExp[]>>> = {
  hadolint: [
    /^SC/,
    /^DL(?:1000|3000|3001|3003|3008|3009|3010|3011|3012|3013|3014|3015|3016|3018|3019|3022|3024|3025|3027|3028|3030|3032|3033|3035|3037|3041|3042|3045|3046|3047|3048|3057|3059|3062|4000|4001|4003|4004|4005|4006)$/,
  ],
  buildkit: [/^(?!SecretsUsedInArgOrEnv$)/],
  tally: [
    /^shellcheck\//,
    /^(?:copy-after-user-without-chown|curl-should-follow-redirects|eol-last|epilogue-order|max-lines|newline|no-multi|no-multiple|no-trailing|no-ungraceful|no-unreachable|sort-packages)/,
    /^prefer-(?:add-unpack|copy|curl-config|formatted|multi-stage|nginx|package-cache|run-heredoc|systemd|telemetry|wget-config|vex)/,
    /^(?:labels|js|php|gpu|powershell|windows|circular)\//,
    /^ruby\/(?!eol|secrets|prefer-secret)/,
  ],
};

/** A finding of another tool that Bulkhead has not, and why. */
export interface Reason {
  readonly tool: Peer;
  readonly id: string;
  /** The instruction or line that it is about; left out where the reason holds for all. */
  readonly where?: RegExp;
  /** The files that it is about; left out where the reason holds for all. */
  readonly file?: RegExp;
  /** A rule of Bulkhead's that says more about the same service. */
  readonly toldBy?: string;
  readonly because: string;
}

/** What the comparison over the corpus has shown. `npm run compare:peers` prints whatever is not here. */
export const REASONS: readonly Reason[] = [
  {
    tool: "composeLint",
    id: "CL-0004",
    where: /\$/,
    because: "What a variable without a value holds is unknown.",
  },
  {
    tool: "composeLint",
    id: "CL-0019",
    where: /\$/,
    because: "What a variable without a value holds is unknown.",
  },
  {
    tool: "composeLint",
    id: "CL-0004",
    because: "With `build` the name is the one that the built image gets, and nothing is pulled.",
  },
  {
    tool: "composeLint",
    id: "CL-0006",
    toldBy: "privileged",
    because: "A privileged container has all capabilities: `privileged` says it.",
  },
  { tool: "composeLint", id: "CL-0016", toldBy: "privileged", because: "A privileged container has all devices." },
  ...["CL-0003", "CL-0006", "CL-0007", "CL-0026"].map((id) => ({
    tool: "composeLint" as const,
    id,
    file: /\/(?:compose-cycle|compose-override)\.yaml$/,
    because: "The file is only included or laid over another one: what it does not say is not known to be missing.",
  })),
  {
    tool: "composeLint",
    id: "CL-0026",
    where: /\$|^\s+\w+:/,
    because: "A limit that a variable or an anchor gives is there.",
  },
  {
    tool: "composeLint",
    id: "CL-0020",
    where: /SENTRY_DSN|\/run\/secrets\//,
    because: "A reporting address without a secret, and the path of a secret's file.",
  },
  {
    tool: "composeLint",
    id: "CL-0020",
    where: /^[A-Z_]+=/,
    because: "A file of `env_file` is a better place than the Compose file.",
  },
  {
    tool: "composeLint",
    id: "CL-0025",
    where: /\/etc\/(?:pihole|dnsmasq\.d)/,
    because: "The directory belongs to the program that is run.",
  },
  {
    tool: "composeLint",
    id: "CL-0005",
    where: /80:8080/,
    because: "The file is refused, so that nothing of it runs.",
  },
  {
    tool: "hadolint",
    id: "DL3064",
    where: /\$\{?\w|_FILE=|PASSWORD=""/,
    because:
      "A variable that no `ARG` declares is empty, a name of a file is no secret, and neither is an empty value.",
  },
  {
    tool: "buildkit",
    id: "SecretsUsedInArgOrEnv",
    where: /\$\{?\w|CREDENTIALS=\/|PASSWORD=""|=false$/,
    because: "A variable that no `ARG` declares is empty, and a path, an empty value and `false` are no secrets.",
  },
  {
    tool: "hadolint",
    id: "DL3066",
    because: "A name is as good as a number outside of Kubernetes.",
  },
  {
    tool: "hadolint",
    id: "DL3067",
    where: /--from=(?!\d+\b)[\w./-]+ \/ \//,
    because: "An image that is copied whole is made for it; a stage in which something was run is reported.",
  },
  {
    tool: "hadolint",
    id: "DL3002",
    because: "The last `USER` of a stage that the image is not built from runs nothing.",
  },
  {
    tool: "hadolint",
    id: "DL3006",
    because: "A base whose name hangs on an argument is unknown, and so is a stage that is not built.",
  },
  {
    tool: "hadolint",
    id: "DL3007",
    because: "A base whose name hangs on an argument is unknown.",
  },
  {
    tool: "hadolint",
    id: "DL3020",
    because: "`ADD` of a file of one's own does what `COPY` does.",
  },
  {
    tool: "tally",
    id: "world-writable-state-path-workaround",
    where: /chmod (?:-R )?1777/,
    because: "With the sticky bit users cannot replace each other's files.",
  },
  {
    tool: "tally",
    id: "stateful-root-runtime",
    because: "`root-user` reports the same stages where the base is known to run as root.",
  },
  {
    tool: "tally",
    id: "user-created-but-never-used",
    because: "`root-user` reports the same stages where the base is known to run as root.",
  },
  {
    tool: "tally",
    id: "prefer-add-git",
    because: "`git clone` fetches source, which is compiled or read: too many builds do it for anybody to act on.",
  },
];

/** The smallest file over which another tool reports an id, with our rule for it. Written by us, and run by the tool itself in the comparison. */
export interface Positive {
  readonly tool: "hadolint" | "composeLint" | "tally" | "buildkit";
  readonly id: string;
  readonly rule: string;
  readonly text: string;
}

const service = (lines: string): string =>
  `services:\n  web:\n    image: nginx:1.29\n${lines.replace(/^/gm, "    ")}\n`;
const debian = (lines: string): string => `FROM debian:13\n${lines}\n`;

export const POSITIVES: readonly Positive[] = [
  { tool: "hadolint", id: "DL3002", rule: "root-user", text: debian("USER root") },
  { tool: "hadolint", id: "DL3004", rule: "sudo", text: debian("RUN sudo apt-get update") },
  { tool: "hadolint", id: "DL3006", rule: "unpinned-image", text: "FROM debian\n" },
  { tool: "hadolint", id: "DL3007", rule: "unpinned-image", text: "FROM debian:latest\n" },
  { tool: "hadolint", id: "DL3064", rule: "plaintext-secret", text: debian("ENV DB_PASSWORD=hunter2pass") },
  {
    tool: "hadolint",
    id: "DL3067",
    rule: "system-directory",
    text: "FROM debian:13 AS build\nRUN make\nFROM debian:13\nCOPY --from=build / /\n",
  },
  {
    tool: "buildkit",
    id: "SecretsUsedInArgOrEnv",
    rule: "plaintext-secret",
    text: debian("ENV DB_PASSWORD=hunter2pass"),
  },
  { tool: "tally", id: "hadolint/DL3002", rule: "root-user", text: debian("USER root") },
  { tool: "tally", id: "hadolint/DL3004", rule: "sudo", text: debian("RUN sudo apt-get update") },
  { tool: "tally", id: "hadolint/DL3007", rule: "unpinned-image", text: "FROM debian:latest\n" },
  {
    tool: "tally",
    id: "buildkit/SecretsUsedInArgOrEnv",
    rule: "plaintext-secret",
    text: debian("ENV DB_PASSWORD=hunter2pass"),
  },
  {
    tool: "tally",
    id: "tally/user-explicit-group-drops-supplementary-groups",
    rule: "dropped-groups",
    text: debian("RUN useradd app && usermod -aG video app\nUSER app:app"),
  },
  { tool: "tally", id: "tally/ruby/eol-ruby-version", rule: "end-of-life-image", text: "FROM ruby:2.7\n" },
  {
    tool: "tally",
    id: "tally/gpu/no-container-runtime-in-image",
    rule: "daemon-in-image",
    text: debian("RUN apt-get update && apt-get install -y nvidia-container-toolkit"),
  },
  {
    tool: "tally",
    id: "tally/user-created-but-never-used",
    rule: "root-user",
    text: debian('RUN useradd app\nCMD ["app"]'),
  },
  {
    tool: "tally",
    id: "tally/world-writable-state-path-workaround",
    rule: "world-writable",
    text: debian("RUN mkdir /data && chmod 777 /data\nUSER 1000"),
  },
  {
    tool: "composeLint",
    id: "CL-0001",
    rule: "docker-socket",
    text: service("volumes: [/var/run/docker.sock:/var/run/docker.sock]"),
  },
  { tool: "composeLint", id: "CL-0002", rule: "privileged", text: service("privileged: true") },
  { tool: "composeLint", id: "CL-0003", rule: "unhardened", text: service("restart: always") },
  { tool: "composeLint", id: "CL-0004", rule: "unpinned-image", text: "services:\n  web:\n    image: nginx\n" },
  { tool: "composeLint", id: "CL-0005", rule: "exposed-admin-port", text: service('ports: ["5432:5432"]') },
  { tool: "composeLint", id: "CL-0008", rule: "host-network", text: service("network_mode: host") },
  { tool: "composeLint", id: "CL-0011", rule: "dangerous-capability", text: service("cap_add: [NET_ADMIN]") },
  { tool: "composeLint", id: "CL-0013", rule: "host-path", text: service("volumes: [/etc:/host/etc:ro]") },
  { tool: "composeLint", id: "CL-0016", rule: "host-device", text: service("devices: [/dev/sda:/dev/sda]") },
  { tool: "composeLint", id: "CL-0018", rule: "root-user", text: service("user: root") },
  {
    tool: "composeLint",
    id: "CL-0020",
    rule: "plaintext-secret",
    text: service("environment:\n  DB_PASSWORD: hunter2pass"),
  },
  {
    tool: "composeLint",
    id: "CL-0021",
    rule: "plaintext-secret",
    text: service("environment:\n  DATABASE_URL: postgres://app:hunter2pass@db/app"),
  },
  { tool: "composeLint", id: "CL-0024", rule: "all-capabilities", text: service("cap_add: [ALL]") },
];
