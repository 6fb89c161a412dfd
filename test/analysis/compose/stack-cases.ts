/** A file of a stack by the form that it tries. */
export interface StackCase {
  readonly name: string;
  readonly text: string;
}

/** Forms of values in files of stacks: null, empty and nested ones, ports, volumes, sections. */
export const STACK_CASES: readonly StackCase[] = casesOf();

function casesOf(): readonly StackCase[] {
  const cases: StackCase[] = [];
  const add = (name: string, text: string): void => void cases.push({ name, text });
  const S = (inner: string, top = ""): string =>
    `version: "3.8"\nservices:\n  a:\n    image: x:1\n${inner
      .split("\n")
      .map((line) => `    ${line}`)
      .join("\n")}\n${top}`;
  for (const k of [
    "ports",
    "volumes",
    "environment",
    "command",
    "entrypoint",
    "networks",
    "configs",
    "secrets",
    "deploy",
    "healthcheck",
    "cap_add",
    "cap_drop",
    "labels",
    "ulimits",
    "sysctls",
    "tmpfs",
    "dns",
    "expose",
    "extra_hosts",
    "user",
    "privileged",
    "read_only",
    "init",
    "logging",
    "depends_on",
    "env_file",
    "devices",
    "image",
    "stop_grace_period",
    "isolation",
    "hostname",
    "pid",
    "ipc",
    "network_mode",
    "security_opt",
    "userns_mode",
    "credential_spec",
    "build",
    "container_name",
    "restart",
  ]) {
    add(`${k}: null`, S(`${k}:`));
    add(`${k}: ""`, S(`${k}: ""`));
    add(`${k}: []`, S(`${k}: []`));
    add(`${k}: {}`, S(`${k}: {}`));
    add(`${k}: [null]`, S(`${k}: [null]`));
    add(`${k}: [[]]`, S(`${k}: [[a]]`));
    add(`${k}: {a: null}`, S(`${k}: {a: }`));
    add(`${k}: {a: {b: c}}`, S(`${k}: {a: {b: c}}`));
  }
  for (const p of [
    "0",
    "0:80",
    "80:0",
    "80/0",
    "-1",
    "65536",
    "0-1:80-81",
    "80:",
    "[::1]:80:80",
    "::1:80:80",
    "[::]:80",
    "fe80::1:80:80",
    "127.0.0.1::80",
    "127.0.0.1:0:80",
    "80/icmp",
    "80/sctp",
    "80/UDP",
    "1:2:3:4",
    "a:80",
    "80:a",
    "8000-8001:80",
    "80:8000-8001",
    "",
    "  ",
  ])
    add(`port ${JSON.stringify(p)}`, S(`ports: [${JSON.stringify(p)}]`));
  for (const p of [
    "{target: 0}",
    "{target: 80, published: 0}",
    "{target: '80'}",
    "{target: 80, published: '8080'}",
    "{target: 80, published: 65536}",
    "{target: 80, mode: x}",
    "{target: 80, protocol: x}",
    "{published: 80}",
    "{target: 80, host_ip: 1.2.3.4}",
    "{target: }",
    "{}",
    "80",
    "80.5",
    "true",
    "0",
  ])
    add(`port ${p}`, S(`ports: [${p}]`));
  add("service null", 'version: "3.8"\nservices:\n  a:\n');
  add("services null", 'version: "3.8"\nservices:\n');
  add("services []", 'version: "3.8"\nservices: []\n');
  add("service []", 'version: "3.8"\nservices:\n  a: []\n');
  add("service text", 'version: "3.8"\nservices:\n  a: x\n');
  add("networks null", S("networks: [n]", "networks:\n  n:\n"));
  add("networks text", S("networks: [n]", "networks:\n  n: x\n"));
  add("volumes null", S("volumes: ['v:/v']", "volumes:\n  v:\n"));
  add("volumes []", S("volumes: ['v:/v']", "volumes: []\n"));
  add("volume text", S("volumes: ['v:/v']", "volumes: {v: x}\n"));
  add("top x", S("", "x-a: 1\n"));
  add("no version", "services:\n  a:\n    image: x:1\n");
  add("version 4", 'version: "4"\nservices:\n  a:\n    image: x:1\n');
  add("version num", "version: 3\nservices:\n  a:\n    image: x:1\n");
  add("empty", "");
  add("secret null", S("secrets: [s]", "secrets:\n  s:\n"));
  add("secret ext", S("secrets: [s]", "secrets:\n  s: {external: true}\n"));
  add("secret none", S("secrets: [s]", ""));
  add("config null", S("configs: [s]", "configs:\n  s:\n"));
  for (const v of [
    "/a:/b:ro",
    ":/b",
    "/a:",
    "/a",
    "a:/b:zz",
    "a:b",
    "/a:/b:/c",
    "{type: bind}",
    "{type: bind, source: /a}",
    "{type: bind, source: /a, target: /b}",
    "{target: /b}",
    "{type: x, target: /b}",
    "{type: tmpfs, target: /t, tmpfs: {size: x}}",
    "{type: volume, source: v, target: }",
    "{type: bind, source: , target: /b}",
    '""',
  ])
    add(`volume ${v}`, S(`volumes: [${/^[{"]/.test(v) ? v : JSON.stringify(v)}]`, "volumes: {a: , v: }\n"));
  add("version 2.4", 'version: "2.4"\nservices:\n  a:\n    image: x:1\n');
  add("version 3.8 num", "version: 3.8\nservices:\n  a:\n    image: x:1\n");
  add("version 3", 'version: "3"\nservices:\n  a:\n    image: x:1\n');
  add("version 3.99", 'version: "3.99"\nservices:\n  a:\n    image: x:1\n');
  add("version empty", 'version: ""\nservices:\n  a:\n    image: x:1\n');
  for (const p of ["80-81:90-91", "80-82:90-91", "127.0.0.1:80-81:90-91/udp", "[::1]:80-81:90-91", "::80:80"])
    add(`port ${p}`, S(`ports: ["${p}"]`));

  return cases;
}
