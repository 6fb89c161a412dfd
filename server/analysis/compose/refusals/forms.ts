import { partsOf } from "../../facts/compose-schema.ts";
import { asBoolean, asBytes, asInteger, asNumber, yamlType } from "../../yaml/scalar.ts";
import type { Scalar } from "../../yaml/tree.ts";

/** Beyond its type, what Compose makes of a scalar before it looks at the schema, or after. */
interface Form {
  /** What the value must be, behind "must be". */
  readonly mustBe: string;
  readonly fits: (scalar: Scalar) => boolean;
}

/** A word in quotes will do. */
const FLAG: Form = { mustBe: "true or false", fits: (scalar) => asBoolean(scalar) !== undefined };

const BARE_FLAG: Form = { mustBe: "true or false, without quotes", fits: (scalar) => yamlType(scalar) === "boolean" };

const NUMBER: Form = { mustBe: "a number", fits: (scalar) => asNumber(scalar) !== undefined };

/** What the schema takes for a number may have a fraction, which is cut off. */
const WHOLE: Form = {
  mustBe: "a whole number",
  fits: (scalar) => asInteger(scalar) !== undefined || isUnquotedNumber(scalar),
};

const OOM_SCORE: Form = {
  mustBe: "a whole number from -1000 to 1000",
  fits: (scalar) => WHOLE.fits(scalar) && Math.abs(asNumber(scalar) ?? 0) <= 1000,
};

const FROM_ZERO: Form = {
  mustBe: "a whole number, 0 or more",
  fits: (scalar) => WHOLE.fits(scalar) && (asNumber(scalar) ?? 0) >= 0,
};

/** A whole number that is written as one: `1e3` is none. */
const PLAIN_WHOLE: Form = { mustBe: "a whole number", fits: (scalar) => asInteger(scalar) !== undefined };

/** A number without quotes, which no text is made into. */
const BARE_FROM_ZERO: Form = {
  mustBe: "a number without quotes, 0 or more",
  fits: (scalar) => isUnquotedNumber(scalar) && (asNumber(scalar) ?? -1) >= 0,
};

const PERCENTAGE: Form = {
  mustBe: "a whole number from 0 to 100",
  fits: (scalar) => {
    const value = asInteger(scalar);
    return value !== undefined && value >= 0 && value <= 100;
  },
};

const WEIGHT: Form = {
  mustBe: "a whole number without quotes, from 0 to 65535",
  fits: (scalar) => BARE_FROM_ZERO.fits(scalar) && (asNumber(scalar) ?? 0) <= 65_535,
};

/** Negative sizes are taken as whole numbers of bytes. */
const SIZE: Form = {
  mustBe: "a size, such as 64m",
  fits: (scalar) => asBytes(scalar) !== undefined || asInteger(scalar) !== undefined || isUnquotedNumber(scalar),
};

const SIZE_FROM_ZERO: Form = {
  mustBe: SIZE.mustBe,
  fits: (scalar) => SIZE.fits(scalar) && (!isUnquotedNumber(scalar) || (asNumber(scalar) ?? 0) >= 0),
};

const DURATION: Form = {
  mustBe: "a duration, such as 30s",
  fits: ({ text }) => /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$/.test(text),
};

const COUNT: Form = {
  mustBe: "a whole number or all",
  fits: (scalar) => scalar.text.toLowerCase() === "all" || asInteger(scalar) !== undefined,
};

const UMASK: Form = {
  mustBe: 'an octal number, such as "077"',
  fits: (scalar) => {
    const value = isUnquotedNumber(scalar) ? asNumber(scalar) : undefined;
    if (value !== undefined) return value >= 0 && value < 2 ** 32;
    return /^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)$/.test(scalar.text);
  },
};

const ENV_FORMAT: Form = { mustBe: "raw, or left out", fits: ({ text }) => text === "raw" || text === "" };

const CONTAINER_NAME: Form = {
  mustBe: "a name of two letters, digits, dots, dashes and underscores or more",
  fits: ({ text }) => /[a-zA-Z0-9][a-zA-Z0-9_.-]/.test(text),
};

const PULL_POLICY: Form = {
  mustBe:
    "always, never, build, if_not_present, missing, refresh, daily, weekly or every_ with a time, such as every_12h",
  fits: ({ text }) =>
    /^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:[0-9]+[wdhms])+)$/.test(text),
};

/** Docker counts ports from 0, which asks for any. */
const TARGET_PORT: Form = { mustBe: "a port, as a whole number", fits: FROM_ZERO.fits };

/** A path that may not be empty. */
const PATH: Form = { mustBe: "a path", fits: ({ text }) => text !== "" };

/**
 * The keys whose values Compose refuses although their types are those of the schema, each below the part that it is a key of; `*` stands for every
 * name of a mapping.
 * Sources: https://github.com/compose-spec/compose-go/blob/v2.16.2/loader/interpolate.go, `types/` beside it, and observation of that release.
 */
const FORMS: ReadonlyMap<string, Form> = new Map(
  (
    [
      [
        FLAG,
        "service.attach container.init container.oom_kill_disable container.privileged container.read_only workload.stdin_open workload.tty",
        "hook.privileged pre_start.per_replica env_file.required container.networks.use_service_name_alias container.volumes.read_only",
        "container.volumes.bind.create_host_path container.volumes.volume.nocopy workload.build.no_cache workload.build.pull",
        "workload.build.privileged workload.depends_on.restart workload.depends_on.required network.internal",
        "network.enable_ipv4 network.enable_ipv6 network.attachable network.external volume.external secret.external config.external",
        "healthcheck.disable job.triggers.manual",
      ],
      [BARE_FLAG, "container.use_api_socket develop.watch.initial_sync"],
      [
        WHOLE,
        "container.cpu_shares container.cpu_quota container.cpu_period container.cpu_rt_period container.cpu_rt_runtime container.pids_limit",
        "deploy.resources.limits.pids generic_resources.discrete_resource_spec.value",
      ],
      [OOM_SCORE, "container.oom_score_adj"],
      [
        PLAIN_WHOLE,
        "ulimits.soft ulimits.hard container.ulimits.* workload.build.ulimits.* service_config_or_secret.mode",
      ],
      [
        FROM_ZERO,
        "service.scale container.cpu_count deploy.replicas deploy.rollback_config.parallelism deploy.update_config.parallelism",
        "deploy.restart_policy.max_attempts deploy.placement.max_replicas_per_node healthcheck.retries",
      ],
      [TARGET_PORT, "workload.ports.target"],
      [
        NUMBER,
        "container.cpus deploy.rollback_config.max_failure_ratio deploy.update_config.max_failure_ratio deploy.resources.limits.cpus",
        "deploy.resources.reservations.cpus",
      ],
      [
        SIZE,
        "container.mem_limit container.memswap_limit container.shm_size container.mem_reservation container.mem_swappiness blkio_limit.rate",
        "workload.build.shm_size deploy.resources.limits.memory deploy.resources.reservations.memory",
      ],
      [SIZE_FROM_ZERO, "container.volumes.tmpfs.size"],
      [BARE_FROM_ZERO, "container.volumes.tmpfs.mode"],
      [WEIGHT, "container.blkio_config.weight blkio_weight.weight"],
      [PERCENTAGE, "container.cpu_percent"],
      [
        DURATION,
        "container.stop_grace_period deploy.rollback_config.delay deploy.rollback_config.monitor deploy.update_config.delay",
        "deploy.update_config.monitor deploy.restart_policy.delay deploy.restart_policy.window healthcheck.interval healthcheck.timeout",
        "healthcheck.start_period healthcheck.start_interval",
      ],
      [COUNT, "devices.count gpus.count"],
      [UMASK, "container.umask"],
      [ENV_FORMAT, "env_file.format"],
      [CONTAINER_NAME, "service.container_name"],
      [PULL_POLICY, "container.pull_policy"],
      [PATH, "develop.watch.path"],
    ] as const
  ).flatMap(([form, ...lists]) => lists.flatMap((list) => list.split(" ").map((key) => [key, form] as const))),
);

/** The form of a key's value; undefined where every value of its type will do. */
export function formOf(part: string, key: string): Form | undefined {
  for (const one of partsOf(part)) {
    const form = FORMS.get(`${one}.${key}`);
    if (form !== undefined) return form;
  }
  return undefined;
}

function isUnquotedNumber(scalar: Scalar): boolean {
  const type = yamlType(scalar);
  return type === "integer" || type === "float";
}
