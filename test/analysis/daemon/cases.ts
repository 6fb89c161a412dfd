/** A `daemon.json`, the fix of a finding by its rule and by the start of its title, and what is left of the file. */
export interface Mended {
  readonly before: string;
  readonly rule: string;
  readonly title: string;
  readonly after: string;
}

export const MENDED: readonly Mended[] = [
  {
    before: '{ "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2375"] }',
    rule: "docker-tcp",
    title: "Remove",
    after: '{ "hosts": ["unix:///var/run/docker.sock"] }',
  },
  {
    before: '{\n  "debug": true,\n  "hosts": ["tcp://0.0.0.0:2375"]\n}\n',
    rule: "docker-tcp",
    title: "Remove",
    after: '{\n  "debug": true\n}\n',
  },
  {
    before: '{\n  "seccomp-profile": "unconfined",\n  "icc": false\n}\n',
    rule: "seccomp-unconfined",
    title: "Remove",
    after: '{\n  "icc": false\n}\n',
  },
  {
    before: '{\n  "default-cgroupns-mode": "host"\n}\n',
    rule: "host-cgroup",
    title: "Remove",
    after: "{\n  \n}\n",
  },
  {
    before: '{"iptables": false, "live-restore": true}',
    rule: "unprotected-gateway",
    title: "Remove",
    after: '{"live-restore": true}',
  },
  {
    before: '{"insecure-registries": ["a:5000", "b:5000", "c:5000"]}',
    rule: "unverified-download",
    title: "Remove b:5000",
    after: '{"insecure-registries": ["a:5000", "c:5000"]}',
  },
  {
    before: '{ "no-new-priviliges": true, "icc": false }',
    rule: "invalid-option",
    title: "Rename",
    after: '{ "no-new-privileges": true, "icc": false }',
  },
  {
    before: '{ "icc": "false", "debug": true }',
    rule: "invalid-option",
    title: "Write false",
    after: '{ "icc": false, "debug": true }',
  },
  {
    before: '{"metrics-addr": "0.0.0.0:9323"}',
    rule: "exposed-admin-port",
    title: "Replace",
    after: '{"metrics-addr": "127.0.0.1:9323"}',
  },
];

/**
 * What is put to `dockerd --validate`. Never `userns-remap` with `default`: asked as root, the program makes an account of that name.
 */
export const CASES: readonly string[] = [
  '{"hosts":["tcp://0.0.0.0:2375"]}',
  '{"hosts":["0.0.0.0:2375",":2375"]}',
  '{"hosts":"tcp://0.0.0.0:2375"}',
  '{"debug":true,"unknown-key":1}',
  '{"debug":true,"ICC":false}',
  '{"icc":"false"}',
  '{"icc":1}',
  '{"icc":null}',
  '// c\n{"icc":false}',
  '{"icc":false /* c */}',
  '{"debug":true,"debug":false}',
  '{"seccomp-profile":"unconfined"}',
  '{"seccomp-profile":true}',
  '{"default-ipc-mode":"host"}',
  '{"default-ipc-mode":"shareable"}',
  '{"default-cgroupns-mode":"host"}',
  '{"default-cgroupns-mode":"x"}',
  '{"default-ulimits":{"nofile":{"Name":"nofile","Hard":1,"Soft":1}}}',
  '{"default-ulimits":[]}',
  '{"ip":"127.0.0.1"}',
  '{"ip":"localhost"}',
  '{"log-level":"loud"}',
  '{"log-level":"warn"}',
  '{"log-opts":{"max-size":"10m"}}',
  '{"debug":true,"graph":"/x"}',
  '{"debug":true,"api-cors-header":"*"}',
  '{"debug":true,"oom-score-adjust":-500}',
  '{"no-new-privileges":"true"}',
  '{"no-new-privileges":true,"live-restore":true,"userland-proxy":false}',
  '{"insecure-registries":["registry.corp:5000"],"registry-mirrors":["http://mirror.corp"]}',
  '{"insecure-registries":"registry.corp:5000"}',
  '{"features":{"nope":true}}',
  '{"features":"nope"}',
  '{"default-network-opts":{"bridge":{"com.docker.network.bridge.host_binding_ipv4":"127.0.0.1"}}}',
  '{"iptables":false,"ip-forward-no-drop":true,"allow-direct-routing":true}',
  '{"experimental":true,"metrics-addr":"0.0.0.0:9323"}',
  '{"live-restore":"yes"}',
  '{"shutdown-timeout":"5"}',
  '{"shutdown-timeout":5}',
  '{"dns":["1.1.1.1"],"labels":["a=b"],"ipv6":false,"raw-logs":true}',
  '{"data-root":"/srv/docker","storage-driver":"overlay2","log-driver":"journald","init":true,"group":"docker"}',
  '{"runtimes":{"runsc":{"path":"/usr/bin/runsc"}},"default-runtime":"runsc"}',
  ...new Set(MENDED.flatMap(({ before, after }) => [before, after])),
];

/** Files that are put to `dockerd --validate` with flags, as a unit beside them has them. */
export const PAIRS: readonly { readonly file: string; readonly flags: string }[] = [
  '{"hosts":["unix:///var/run/docker.sock"],"debug":true}',
  '{"runtimes":{"a":{"path":"/x"}},"insecure-registries":["y:5"]}',
  '{"live-restore":true}',
].flatMap((file) =>
  ["", "-H fd://", "--host=unix:///x", "-D", "--debug=false", "--insecure-registry y:5", "--add-runtime b=/y"].map(
    (flags) => ({
      file,
      flags,
    }),
  ),
);
