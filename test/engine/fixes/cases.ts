import path from "node:path";
import { PROGRAMS } from "../capabilities/program.ts";

/** A script for the shell of a service's container, and the service. */
export interface Asked {
  readonly service: string;
  readonly script: string;
}

/** A project that is started before and after a fix. */
export interface Case {
  readonly name: string;
  /** The directory of the program that each image is rebuilt with. */
  readonly images: Readonly<Record<string, string>>;
  /** The text of its `compose.yaml`. */
  readonly compose: string;
  /** The texts of its other files, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  readonly rule: string;
  /** How the title of the fix begins. */
  readonly fix: string;
  /** What succeeds before the fix and after it. */
  readonly works: readonly Asked[];
  /** What succeeds before the fix, and no more after it. */
  readonly closes: readonly Asked[];
  /** What fails before the fix, though all else works, and succeeds after it. */
  readonly opens?: readonly Asked[];
}

const program = (name: string): string => path.join(PROGRAMS, name);

/** A password of the projects. */
const SECRET = "kept-Zw8q2LmX7t";

export const CASES: readonly Case[] = [
  {
    name: "split-network",
    images: { "postgres:17": program("postgres"), "adminer:4": program("adminer"), "nginx:1.29": program("nginx") },
    compose: `services:
  db:
    image: postgres:17
    command: [postgres, -c, listen_addresses=*]
    volumes: [data:/var/lib/postgresql/data]
  admin:
    image: adminer:4
    environment:
      ADMINER_DEFAULT_SERVER: db
  web:
    image: nginx:1.29
    ports: ["8080:80"]
volumes:
  data:
`,
    rule: "flat-network",
    fix: 'Put "db" on an internal network',
    works: [
      { service: "admin", script: "php -r 'exit(fsockopen(\"db\", 5432) ? 0 : 1);'" },
      { service: "web", script: "timeout 5 bash -c 'exec 3<>/dev/tcp/admin/8080'" },
      { service: "db", script: "psql -h /var/run/postgresql -U postgres -c 'SELECT 1'" },
    ],
    closes: [{ service: "web", script: "timeout 5 bash -c 'exec 3<>/dev/tcp/db/5432'" }],
  },
  {
    name: "replace-privileged",
    images: {
      "mailserver/docker-mailserver:14.0": path.join(import.meta.dirname, "programs/docker-mailserver"),
    },
    compose: `services:
  mail:
    image: mailserver/docker-mailserver:14.0
    privileged: true
    environment:
      ENABLE_FAIL2BAN: "1"
`,
    rule: "privileged",
    fix: "Replace privileged by NET_ADMIN",
    works: [
      { service: "mail", script: "nc -z -w 2 127.0.0.1 25" },
      {
        service: "mail",
        script: "fail2ban-client set custom banip 192.0.2.1 && nft list ruleset | grep -q 192.0.2.1",
      },
    ],
    closes: [{ service: "mail", script: "test -w /proc/sys/kernel/core_pattern" }],
  },
  {
    name: "secret",
    images: { "postgres:17": program("postgres") },
    compose: `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: ${SECRET}
    volumes: [data:/var/lib/postgresql/data]
volumes:
  data:
`,
    rule: "plaintext-secret",
    fix: "Move POSTGRES_PASSWORD to a secret",
    works: [
      { service: "db", script: `PGPASSWORD=${SECRET} psql -h 127.0.0.1 -U postgres -c 'SELECT 1'` },
      { service: "db", script: "! PGPASSWORD=other psql -h 127.0.0.1 -U postgres -c 'SELECT 1'" },
    ],
    closes: [{ service: "db", script: `env | grep -q ${SECRET}` }],
  },
  {
    name: "variables",
    images: { "nginx:1.29": program("nginx") },
    compose: `services:
  web:
    image: nginx:1.29
    environment:
      API_PASSWORD: ${SECRET}
`,
    rule: "plaintext-secret",
    fix: "Move API_PASSWORD to .env",
    works: [
      { service: "web", script: `test "$API_PASSWORD" = ${SECRET}` },
      { service: "web", script: "curl --silent --fail http://127.0.0.1/" },
    ],
    closes: [],
  },
  {
    name: "unreadable-secret",
    images: { "nginx:1.29": program("nginx") },
    compose: `services:
  web:
    image: nginx:1.29
    user: "101:101"
    command: [sleep, infinity]
    secrets:
      - source: key
        mode: 0400
secrets:
  key:
    environment: KEY
`,
    files: { ".env": `KEY=${SECRET}\n` },
    rule: "starved-container",
    fix: 'Add uid: "101"',
    works: [{ service: "web", script: "test -e /run/secrets/key && test $(id -u) = 101" }],
    closes: [],
    opens: [{ service: "web", script: `grep -q ${SECRET} /run/secrets/key` }],
  },
  {
    name: "read-only-beside-a-secret",
    images: { "nginx:1.29": program("nginx") },
    compose: `services:
  web:
    image: nginx:1.29
    secrets: [key]
secrets:
  key:
    file: ./key.txt
`,
    files: { "key.txt": SECRET },
    rule: "writable-rootfs",
    fix: "Make the root file system read-only",
    works: [
      { service: "web", script: "curl --silent --fail http://127.0.0.1/" },
      { service: "web", script: `grep -q ${SECRET} /run/secrets/key` },
    ],
    closes: [{ service: "web", script: "touch /usr/bin/other" }],
  },
];
