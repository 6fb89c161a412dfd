import { keysOfPart } from "../../../server/analysis/facts/compose-schema.ts";
import { SCHEMA } from "../../../server/analysis/facts/compose-schema-table.ts";

/** A Compose file with one value that may be malformed. */
export interface ValueCase {
  /** The part of the schema and the key, and the value as it is written. */
  readonly name: string;
  readonly text: string;
}

/** Where a part of the schema stands in a file that is valid without the key in question: what is around it and what is beside the key. */
interface Surroundings {
  readonly around: (inside: string) => string;
  readonly beside: Readonly<Record<string, string>>;
}

const service = (inside: string): string => `services: {s: {${inside}}}\n`;
const inService =
  (key: string): Surroundings["around"] =>
  (inside) =>
    service(`image: b, ${key}: {${inside}}`);
const listed =
  (key: string): Surroundings["around"] =>
  (inside) =>
    service(`image: b, ${key}: [{${inside}}]`);
const top =
  (section: string): Surroundings["around"] =>
  (inside) =>
    `${service("image: b")}${section}: {x: {${inside}}}\n`;
const job = (inside: string): string => `${service("image: b")}jobs: {j: {${inside}}}\n`;

const SURROUNDINGS: Readonly<Record<string, Surroundings>> = {
  file: { around: (inside) => `{${inside}}\n`, beside: { services: "{s: {image: b}}" } },
  include: { around: (inside) => `include: [{${inside}}]\n`, beside: { path: "included.yaml" } },
  service: { around: service, beside: { image: "b" } },
  deploy: { around: inService("deploy"), beside: {} },
  "deploy.rollback_config": { around: (inside) => inService("deploy")(`rollback_config: {${inside}}`), beside: {} },
  "deploy.update_config": { around: (inside) => inService("deploy")(`update_config: {${inside}}`), beside: {} },
  "deploy.resources": { around: (inside) => inService("deploy")(`resources: {${inside}}`), beside: {} },
  "deploy.resources.limits": {
    around: (inside) => inService("deploy")(`resources: {limits: {${inside}}}`),
    beside: {},
  },
  "deploy.resources.reservations": {
    around: (inside) => inService("deploy")(`resources: {reservations: {${inside}}}`),
    beside: {},
  },
  generic_resources: {
    around: (inside) => inService("deploy")(`resources: {reservations: {generic_resources: [{${inside}}]}}`),
    beside: {},
  },
  "generic_resources.discrete_resource_spec": {
    around: (inside) =>
      inService("deploy")(`resources: {reservations: {generic_resources: [{discrete_resource_spec: {${inside}}}]}}`),
    beside: {},
  },
  devices: {
    around: (inside) => inService("deploy")(`resources: {reservations: {devices: [{${inside}}]}}`),
    beside: { capabilities: "[gpu]" },
  },
  "deploy.restart_policy": { around: (inside) => inService("deploy")(`restart_policy: {${inside}}`), beside: {} },
  "deploy.placement": { around: (inside) => inService("deploy")(`placement: {${inside}}`), beside: {} },
  "deploy.placement.preferences": {
    around: (inside) => inService("deploy")(`placement: {preferences: [{${inside}}]}`),
    beside: {},
  },
  develop: { around: inService("develop"), beside: {} },
  "develop.watch": {
    around: (inside) => inService("develop")(`watch: [{${inside}}]`),
    beside: { path: "./a", action: "sync", target: "/a" },
  },
  hook: { around: listed("post_start"), beside: { command: "[a]" } },
  "service.provider": { around: inService("provider"), beside: { type: "a" } },
  "service.extends": {
    around: (inside) => `services: {b: {image: b}, s: {extends: {${inside}}}}\n`,
    beside: { service: "b" },
  },
  pre_start: { around: listed("pre_start"), beside: { command: "[a]" } },
  "container.blkio_config": { around: inService("blkio_config"), beside: {} },
  blkio_limit: {
    around: (inside) => inService("blkio_config")(`device_read_bps: [{${inside}}]`),
    beside: { path: "/dev/sda", rate: "1mb" },
  },
  blkio_weight: {
    around: (inside) => inService("blkio_config")(`weight_device: [{${inside}}]`),
    beside: { path: "/dev/sda", weight: "10" },
  },
  service_config_or_secret: {
    around: (inside) => `${listed("secrets")(inside)}secrets: {x: {file: ./a}}\n`,
    beside: { source: "x" },
  },
  "container.credential_spec": { around: inService("credential_spec"), beside: {} },
  "container.devices": { around: listed("devices"), beside: { source: "/dev/a" } },
  env_file: { around: listed("env_file"), beside: { path: "./a.env" } },
  gpus: { around: listed("gpus"), beside: {} },
  "container.logging": { around: inService("logging"), beside: {} },
  "container.models": {
    around: (inside) => `${service(`image: b, models: {x: {${inside}}}`)}models: {x: {model: a}}\n`,
    beside: {},
  },
  "container.networks": {
    around: (inside) => `${service(`image: b, networks: {x: {${inside}}}`)}networks: {x: {}}\n`,
    beside: {},
  },
  ulimits: {
    around: (inside) => service(`image: b, ulimits: {nofile: {${inside}}}`),
    beside: { soft: "1", hard: "2" },
  },
  "container.volumes": { around: listed("volumes"), beside: { type: "bind", source: "/a", target: "/b" } },
  "container.volumes.bind": {
    around: (inside) => listed("volumes")(`type: bind, source: /a, target: /b, bind: {${inside}}`),
    beside: {},
  },
  "container.volumes.volume": {
    around: (inside) => listed("volumes")(`type: volume, target: /b, volume: {${inside}}`),
    beside: {},
  },
  "container.volumes.tmpfs": {
    around: (inside) => listed("volumes")(`type: tmpfs, target: /b, tmpfs: {${inside}}`),
    beside: {},
  },
  "container.volumes.image": {
    around: (inside) => listed("volumes")(`type: image, source: a, target: /b, image: {${inside}}`),
    beside: {},
  },
  "workload.build": { around: (inside) => service(`build: {${inside}}`), beside: { context: "." } },
  "workload.depends_on": {
    around: (inside) => `services: {b: {image: b}, s: {image: b, depends_on: {b: {${inside}}}}}\n`,
    beside: { condition: "service_started" },
  },
  healthcheck: { around: inService("healthcheck"), beside: {} },
  "workload.ports": { around: listed("ports"), beside: { target: "80" } },
  model: { around: top("models"), beside: { model: "a" } },
  network: { around: top("networks"), beside: {} },
  "network.ipam": { around: (inside) => top("networks")(`ipam: {${inside}}`), beside: {} },
  "network.ipam.config": { around: (inside) => top("networks")(`ipam: {config: [{${inside}}]}`), beside: {} },
  "network.external": { around: (inside) => top("networks")(`external: {${inside}}`), beside: {} },
  volume: { around: top("volumes"), beside: {} },
  "volume.external": { around: (inside) => top("volumes")(`external: {${inside}}`), beside: {} },
  secret: { around: top("secrets"), beside: { file: "./a" } },
  "secret.external": { around: (inside) => top("secrets")(`external: {${inside}}`), beside: {} },
  config: { around: top("configs"), beside: { file: "./a" } },
  "config.external": { around: (inside) => top("configs")(`external: {${inside}}`), beside: {} },
  job: { around: job, beside: { image: "b", triggers: "{manual: true}" } },
  "job.triggers": { around: (inside) => job(`image: b, triggers: {${inside}}`), beside: { manual: "true" } },
  schedule: {
    around: (inside) => job(`image: b, triggers: {schedule: [{${inside}}]}`),
    beside: { cron: '"0 3 * * *"' },
  },
};

/** The parts that others are made of; their keys are asked for where those stand. */
const PARTIAL: ReadonlySet<string> = new Set(["container", "workload"]);

/** Values of every type, as YAML's flow style has them. */
const VALUES: readonly string[] = [
  ...[
    "null",
    "true",
    "yes",
    "0",
    "-1",
    "1.5",
    "077",
    ".inf",
    '""',
    '"1"',
    '"-1"',
    '"1.5"',
    '"true"',
    "a",
    "10s",
    "64m",
  ],
  ...["[]", "[null]", "[1]", "[true]", "[a]", "[a, a]", "[{}]", "[{a: b}]"],
  ...["{}", "{a: null}", "{a: 1}", "{a: true}", "{a: b}", "{a: [b]}", "{a: {}}", "{1: 2}"],
];

/** The keys of a job and of a container before a service are those of a service, which is asked about all values. */
const FEW_VALUES: readonly string[] = ["null", "1", "a", "[a, a]", "[{}]", "{}", "{a: b}"];
const LIKE_SERVICES: ReadonlySet<string> = new Set(["job", "pre_start"]);

/** Values of the forms that a key takes, and of some that it nearly takes. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  "service.ports": [
    ...[
      '"80"',
      '"80:80"',
      '"80-82"',
      '"80-82:90-92"',
      '"80-82:90-91"',
      '"80-82:90"',
      '"80:90-92"',
      '"82-80"',
      '"0"',
      '"65535"',
    ],
    ...[
      '"65536"',
      '"70000:80"',
      '"80:70000"',
      '"80/tcp"',
      '"80/udp"',
      '"80/UDP"',
      '"80/sctp"',
      '"80/icmp"',
      '"80/"',
      '"/tcp"',
    ],
    ...[
      '"127.0.0.1:80:80"',
      '"127.0.0.1::80"',
      '"127.0.0.1:80"',
      '"127.1:80:80"',
      '"256.0.0.1:80:80"',
      '"localhost:80:80"',
    ],
    ...[
      '"[::1]:80:80"',
      '"[::1]::80"',
      '"[::1]:80"',
      '"::1:80:80"',
      '":::80:80"',
      '"[::]:80:80"',
      '"[fe80::1%eth0]:80:80"',
      '"fe80::1:80:80"',
    ],
    ...[
      '"a"',
      '"a:80"',
      '"80:a"',
      '"80:80:80"',
      '"80:80:80:80"',
      '":80"',
      '"80:"',
      '":"',
      '"::"',
      '" 80:80"',
      '"80 :80"',
      '"80:80 "',
    ],
    ...[
      '"-1"',
      '"+80:80"',
      '"080:080"',
      '"80.5"',
      '"eth0:80:80"',
      '"0.0.0.0:0:80"',
      '"80-:80"',
      '"-80:80"',
      '"a-b:80"',
      '"1-2-3:80"',
      "80",
      "65536",
      "0",
      "-1",
      "80.0",
      "80.5",
    ],
  ].map((one) => `[${one}]`),
  "service.volumes": [
    ...[
      "/a",
      "a",
      ".",
      "./a",
      "/a:/b",
      "a:/b",
      "./a:/b",
      "/a:b",
      "/a:/b:ro",
      "/a:/b:RO",
      "/a:/b:ro,z",
      "/a:/b:x",
      "/a:/b:ro,x",
      "/a:/b:",
      "/a:",
      ":/b",
      ":",
    ],
    ...[
      "/a:/b:c:d",
      "/a:/b:ro:z",
      "C:\\a:/b",
      "C:/a:/b",
      "C:\\a",
      "~/a:/b",
      "/a:/b:rshared",
      "/a:/b:ro,rw",
      "/a:/b:consistent",
      "a b:/c",
      "/a b:/c",
    ],
    ...[
      "/a:/b:volume-nocopy",
      "/a:/b:nocopy",
      "/:/b",
      "/a:/",
      ".:.",
      "..:/b",
      "a/b:/c",
      "/a:/b:ro,",
      "/a:/b:,",
      "$$a:/b",
    ],
  ].map((one) => `["${one.replaceAll("\\", "\\\\")}"]`),
  "service.devices": [
    ...[
      "/dev/a",
      "/dev/a:/dev/b",
      "/dev/a:/dev/b:rwm",
      "/dev/a:/dev/b:r",
      "/dev/a:rwm",
      "/dev/a:/dev/b:x",
      "/dev/a:/dev/b:rwmx",
    ],
    ...[
      "/dev/a:/dev/b:rr",
      "/dev/a:/dev/b:",
      "/dev/a:",
      ":/dev/b",
      ":",
      "/dev/a:/dev/b:r:w",
      "a",
      "a:b",
      "vendor.com/class=x",
      "vendor.com/class=all",
      "/dev/a:b",
    ],
  ].map((one) => `["${one}"]`),
  "service.ulimits": [
    ...[
      "{nofile: 1}",
      '{nofile: "1"}',
      "{nofile: -1}",
      "{nofile: 1.5}",
      "{nofile: a}",
      "{nofile: null}",
      "{nofile: []}",
      "{nofile: {}}",
    ],
    ...[
      "{nofile: {soft: 1}}",
      "{nofile: {hard: 1}}",
      "{nofile: {soft: 1, hard: 2}}",
      "{nofile: {soft: 2, hard: 1}}",
      "{nofile: {soft: a, hard: 2}}",
    ],
    ...[
      '{nofile: {soft: "1", hard: "2"}}',
      "{nofile: {soft: 1, hard: 2, a: 1}}",
      "{NOFILE: 1}",
      "{no_file: 1}",
      "{1: 1}",
      "{bogus: 1}",
      "{single: 1, hard: 2}",
    ],
  ],
  "healthcheck.test": [
    ...[
      "[]",
      "[CMD]",
      "[CMD, a]",
      "[CMD-SHELL, a]",
      "[CMD-SHELL, a, b]",
      "[NONE]",
      "[NONE, a]",
      "[a]",
      "[cmd, a]",
      "[CMD, 1]",
      "[CMD, true]",
      "curl x",
      "NONE",
      '""',
      "[[CMD]]",
    ],
  ],
  "service.healthcheck": [
    "{disable: true}",
    "{disable: true, test: [CMD, a]}",
    "{disable: yes}",
    "{disable: a}",
    "{interval: 1}",
    "{retries: a}",
  ],
  "service.depends_on": [
    ...[
      "[s]",
      "[x]",
      "{x: {condition: service_started}}",
      "{s: {condition: service_started}}",
      "{x: {condition: bogus}}",
      "{x: {condition: service_healthy, required: false}}",
    ],
    ...[
      "{x: {required: false}}",
      "{x: {condition: service_started, required: false}}",
      "{x: null}",
      "{x: {}}",
      "{x: a}",
      "[x, x]",
    ],
  ],
  "service.networks": [
    "[default]",
    "[x]",
    "{default: null}",
    "{default: {}}",
    "{x: null}",
    "{default: {aliases: a}}",
    "{default: {ipv4_address: a}}",
    "{default: {priority: a}}",
    "[default, default]",
  ],
  "service.extends": ["s", "x", "{service: x}", "{service: s, file: gone.yaml}", "{file: a.yaml}", "{}"],
  "service.extra_hosts": [
    ...[
      '["a:1.2.3.4"]',
      '["a=1.2.3.4"]',
      '["a"]',
      '["a:"]',
      '[":1.2.3.4"]',
      '["a:host-gateway"]',
      '["a:::1"]',
      '["a=[::1]"]',
      '["a=x"]',
      "{a: 1.2.3.4}",
      "{a: [1.2.3.4, 5.6.7.8]}",
      "{a: [1]}",
      "{a: x}",
    ],
  ],
  "service.environment": [
    "[A=b]",
    "[A]",
    "[=b]",
    '["A b=c"]',
    "[A=b, A=c]",
    "{A: b}",
    "{A: 1}",
    "{A: null}",
    "{A: [b]}",
    "{A: {b: c}}",
    "{A: 2024-01-01}",
    "[1]",
    "[A: b]",
    "{A: .inf}",
  ],
  "service.labels": ["[a=b]", "[a]", "{a: b}", "{a: 1}", "{a: [b]}", "[a: b]", "{a: null}", "[a=b, a=c]"],
  "service.sysctls": ["[a=1]", "[a]", "{a: 1}", "{a: b}", "{a: null}", "{a: true}", "{a: [1]}", "[a: 1]"],
  "service.cap_add": ["[A]", "[a, a]", "A", "[1]", "[null]", "[{A: B}]", "{A: B}", "{A: null}"],
  "service.security_opt": ["[a:b]", "[a: b]", "[a=b, a=b]", "a=b", "{a: b}"],
  "service.tmpfs": [
    "/a",
    "[/a]",
    "/a:size=1",
    '["/a:size=64m,mode=1777"]',
    "[/a, /a]",
    "[1]",
    "{a: b}",
    "[a]",
    '[""]',
    '""',
  ],
  "service.user": ["1000", '"1000"', "root", '"1000:1000"', "1000:1000", "true"],
  "service.pull_policy": ["always", "daily", "every_1h", "every_1x", "every_", "Always", "sometimes", "every_1h30m"],
  "service.restart": [
    "no",
    '"no"',
    "always",
    "on-failure",
    '"on-failure:3"',
    '"on-failure:a"',
    "sometimes",
    "Always",
    "unless-stopped",
    "true",
  ],
  "service.network_mode": ["host", "none", '"service:s"', '"service:x"', '"service:"', '"container:x"', "bridge", "a"],
  "service.gpus": [
    "all",
    "some",
    "[]",
    "[{}]",
    "[{count: all}]",
    "[{count: 1}]",
    "[{count: a}]",
    "[{count: 1, device_ids: [a]}]",
    "[{capabilities: [gpu]}]",
    "[{capabilities: gpu}]",
    "[{driver: a}]",
    "all ",
  ],
  "devices.count": ["all", "ALL", "a", '"1"', "-1", "1.5", "0"],
  "service.env_file": [
    "a.env",
    "[a.env]",
    "[{path: a.env}]",
    "[{path: a.env, required: false}]",
    "[{path: a.env, format: raw}]",
    "[{path: a.env, format: x}]",
    "{path: a.env}",
    "[1]",
  ],
  "service.expose": [
    "[80]",
    '["80"]',
    '["80-81"]',
    '["80/tcp"]',
    '["80/x"]',
    "[a]",
    "[70000]",
    '["80:80"]',
    "[80, 80]",
    '[""]',
  ],
  "service.links": ["[s]", "[x]", '["x:y"]', '["default"]', "[1]"],
  "service.volumes_from": ["[x]", '["container:x"]', '["x:ro"]', '["x:bad"]', "[s]"],
  "service.device_cgroup_rules": [
    '["c 1:3 rwm"]',
    '["c 1:3 x"]',
    '["bad"]',
    '["a *:* rwm"]',
    '["c 1:3 rwm", "c 1:3 rwm"]',
  ],
  "service.logging": [
    "{driver: none}",
    "{driver: 1}",
    "{options: {a: 1}}",
    "{options: {a: [1]}}",
    "{options: [a=b]}",
    "{options: {a: null}}",
    "{options: {a: true}}",
  ],
  "service.storage_opt": ["{size: 1G}", "{size: 1}", "[size=1G]", "{size: [1]}"],
  "service.annotations": ["{a: b}", "[a=b]", "{a: [b]}", "{a: null}"],
  "service.profiles": ["[a]", "[a, a]", "a", '["a b"]', '[""]', "[-a]", "[1]", '["*"]'],
  "service.configs": ["[x]", "[{source: x}]", "[1]", "[{}]", "[{target: /a}]", "x"],
  "service.secrets": ["[x]", "[{source: x}]", "[1]", "[{}]", "[{target: /a}]", "x"],
  "service.pre_start": [
    "[]",
    "[{}]",
    "[{command: [a]}]",
    "[{command: a}]",
    "[{image: a}]",
    "[{image: a, command: a, privileged: x}]",
    "{command: a}",
    "[a]",
  ],
  "service.post_start": [
    "[]",
    "[{}]",
    "[{command: [a]}]",
    "[{command: a}]",
    "[{command: 1}]",
    "[{command: a, privileged: x}]",
    "[{command: a, user: 1}]",
    "[{command: a, environment: [A]}]",
    "{command: a}",
  ],
  "service.platform": ["linux/amd64", "linux", "a b", "1"],
  "service.build": [
    ".",
    '""',
    "{context: .}",
    "{}",
    "{dockerfile: a}",
    "{dockerfile: a, dockerfile_inline: FROM a}",
    "{context: ., args: [A]}",
    "{context: ., args: {A: [1]}}",
    "[.]",
    "{context: ., ssh: [default]}",
    "{context: ., ssh: default}",
  ],
  "workload.build.ssh": ["[default]", '["default=/a"]', "{default: null}", "{a: /b}", "default", "[a=b=c]", "[1]"],
  "workload.build.args": ["[A=b]", "[A]", "{A: b}", "{A: 1}", "{A: [1]}", "[A: b]"],
  "workload.build.secrets": ["[x]", "[{source: x}]", "[1]", "{a: b}"],
  "workload.build.additional_contexts": ["[a=b]", "{a: b}", "[a]", "{a: 1}", '{a: "service:x"}', "{a: [b]}"],
  "workload.build.ulimits": ["{nofile: 1}", "{nofile: a}", "{nofile: {soft: 1}}", "[nofile=1]"],
  "workload.build.platforms": ["[linux/amd64]", "[a b]", "linux/amd64"],
  "workload.build.entitlements": ["[network.host]", "[a]", "network.host"],
  "service.umask": ['"077"', "077", '"0o77"', '"0x1f"', '"99"', '"-1"', "63", "4294967296", '"a"'],
  "service.scale": ["0", "2", '"2"', "-1", "1.5", "a"],
  "deploy.mode": ["global", "replicated", "replicated-job", "bogus"],
  "deploy.endpoint_mode": ["vip", "dnsrr", "bogus"],
  "deploy.labels": ["[a=b]", "{a: b}", "{a: [b]}"],
  "deploy.replicas": ["0", '"2"', "-1", "1.5", "a"],
  "develop.watch.action": ["rebuild", "sync", "restart", "sync+restart", "sync+exec", "bogus"],
  "develop.watch.path": ['""', "a", "1"],
  "container.volumes.type": ["bind", "volume", "tmpfs", "cluster", "npipe", "image", "bogus"],
  "container.volumes.consistency": ["cached", "bogus"],
  "container.volumes.bind.propagation": ["rprivate", "shared", "bogus"],
  "container.volumes.bind.selinux": ["z", "Z", "a"],
  "container.volumes.bind.recursive": ["enabled", "disabled", "writable", "readonly", "bogus"],
  "container.volumes.tmpfs.mode": ["1777", "01777", '"1777"', '"01777"', "0o1777", "-1", "a"],
  "container.volumes.tmpfs.size": ["1", "64m", '"64m"', "-1", "a"],
  "workload.ports.target": ["80", '"80"', "0", "65536", "a", '"80-82"', "80.5", "-1"],
  "workload.ports.published": ["80", '"80"', '"80-82"', "0", "65536", "a", '""', "-1"],
  "workload.ports.host_ip": ["127.0.0.1", '"::1"', "a", '"[::1]"', '""', "localhost"],
  "workload.ports.protocol": ["tcp", "udp", "TCP", "sctp", "bogus", '""'],
  "workload.ports.mode": ["host", "ingress", "bogus"],
  "network.driver": ["bridge", "host", "1"],
  "network.external": ["true", '"true"', "yes", "{name: a}", "{}", "{name: 1}"],
  "volume.external": ["true", '"true"', "yes", "{name: a}", "{}", "{name: 1}"],
  "secret.external": ["true", '"true"', "a", "{name: a}", "{}"],
  "config.external": ["true", '"true"', "a", "{name: a}", "{}"],
  "network.driver_opts": ["{a: b}", "{a: 1}", "{a: true}", "{a: [b]}", "[a=b]", "{a: null}"],
  "volume.driver_opts": ["{a: b}", "{a: 1}", "{a: true}", "{a: [b]}", "[a=b]", "{a: null}"],
  "network.ipam.config": [
    "[]",
    "[{subnet: 10.0.0.0/8}]",
    "[{subnet: a}]",
    "{subnet: a}",
    "[{aux_addresses: {a: b}}]",
    "[{aux_addresses: {a: 1}}]",
  ],
  "schedule.cron": [
    '"* * * * *"',
    '"0 3 * *"',
    "a",
    '"@daily"',
    '"60 * * * *"',
    '""',
    '"0 0 31 2 *"',
    '"*/5 * * * *"',
    '"0 3 * * MON"',
  ],
  "job.triggers": [
    "{}",
    "{manual: {}}",
    "{manual: true}",
    "{schedule: []}",
    '{schedule: [{cron: "* * * * *"}]}',
    "{schedule: [{}]}",
    "{manual: null}",
    "[manual]",
  ],
  "file.services": [
    "{}",
    "{s: null}",
    "{s: []}",
    "{s: a}",
    "{s: {}}",
    '{"a b": {image: b}}',
    "{a.b: {image: b}}",
    "{-a: {image: b}}",
    "{A_b-c.1: {image: b}}",
    "{1: {image: b}}",
    "[]",
  ],
  "file.networks": [
    "{a: {external: true, driver: b}}",
    "{a: {external: true, name: b}}",
    "{a: null}",
    '{"a b": {}}',
    "{1: {}}",
    "[a]",
    "{a: b}",
  ],
  "file.volumes": [
    "{a: {external: true, driver: b}}",
    "{a: {external: true, name: b}}",
    "{a: null}",
    '{"a b": {}}',
    "{a/b: {}}",
    "[a]",
    "{a: b}",
  ],
  "file.name": ["a", "A", '"a b"', "1", '"1"', "a_b-c", "-a", '""', "a.b"],
  "file.version": ["3", '"3"', "3.8", '"a"', "[]"],
  "file.configs": [
    "{a: {}}",
    "{a: {content: b}}",
    "{a: {file: b, content: c}}",
    "{a: {environment: B}}",
    "{a: {external: true, file: b}}",
    "{a: {external: true}}",
    "{a: null}",
    "{a: {driver: x}}",
  ],
  "file.secrets": [
    "{a: {}}",
    "{a: {content: b}}",
    "{a: {file: b, environment: c}}",
    "{a: {environment: B}}",
    "{a: {external: true, file: b}}",
    "{a: {external: true}}",
    "{a: null}",
    "{a: {driver: x}}",
  ],
  "volume.name": ["a", '"a b"', "1", '""'],
  "file.x-a": ["1", "{a: b}"],
  "service.x-a": ["1", "{a: b}"],
  "service.blkio_config": [
    "{weight: 10}",
    "{weight: a}",
    "{weight: 1.5}",
    "{device_read_bps: [{path: /dev/a, rate: 1mb}]}",
    "{device_read_bps: [{path: /dev/a}]}",
    "{device_read_bps: {path: /dev/a, rate: 1}}",
  ],
};

/** The files that the cases name, as they are beside each of them. */
export const NEIGHBOURS: Readonly<Record<string, string>> = {
  "included.yaml": "services: {i: {image: b}}\n",
  a: "",
  "a.env": "",
};

/** The cases in an order that only the schema and the tables above decide. Each text is there once. */
export function valueCases(): readonly ValueCase[] {
  const cases = new Map<string, ValueCase>();
  const add = (name: string, text: string): void => {
    if (!cases.has(text)) cases.set(text, { name, text });
  };
  for (const part of Object.keys(SCHEMA)) {
    if (PARTIAL.has(part)) continue;
    const surroundings = SURROUNDINGS[part];
    if (surroundings === undefined) throw new Error(`nothing says where ${part} stands`);
    const { around, beside } = surroundings;
    const inside = (entries: Readonly<Record<string, string>>): string =>
      around(
        Object.entries(entries)
          .map(([key, value]) => `${key}: ${value}`)
          .join(", "),
      );
    add(`${part} as it is`, inside(beside));
    for (const missing of Object.keys(beside)) {
      const { [missing]: _, ...rest } = beside;
      add(`${part} without ${missing}`, inside(rest));
    }
    add(`${part}.bogus`, inside({ ...beside, bogus: "a" }));
    const more = Object.keys(MORE).filter(
      (key) => key.startsWith(`${part}.`) && !key.slice(part.length + 1).includes("."),
    );
    for (const key of new Set([...keysOfPart(part).keys(), ...more.map((one) => one.slice(part.length + 1))])) {
      const isLike = LIKE_SERVICES.has(part) && SCHEMA[part]?.[key] === undefined;
      for (const value of [...(isLike ? FEW_VALUES : VALUES), ...(MORE[`${part}.${key}`] ?? [])])
        add(`${part}.${key} = ${value}`, inside({ ...beside, [key]: value }));
    }
  }
  return [...cases.values()];
}
