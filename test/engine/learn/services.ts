import type { RunningEngine } from "../../../scripts/engine.ts";
import type { CapabilityName } from "../../../server/analysis/facts/capabilities.ts";
import { type ImageRecipe, makeImage } from "./images.ts";

/** A service to learn about, and what must come out. */
export interface Service {
  readonly name: string;
  readonly what: string;
  readonly tag: string;
  /** The tags of the images that `make` makes, this service's among them. */
  readonly made: readonly string[];
  /** Further lines of the service in the Compose file. */
  readonly lines?: readonly string[];
  readonly exercise?: string;
  readonly expected: Expected;
  /** Set where every subset of what is enough is tried. */
  readonly everySubset?: true;
  /** Puts the image on the engine; the directory is empty and for nothing else. */
  make(engine: RunningEngine, directory: string): Promise<void>;
  /** Writes what the service has in a project beside the Compose file. */
  write?(project: string): Promise<void>;
}

type Expected = { readonly refused: RegExp } | Learnt;

interface Learnt {
  readonly capabilities: readonly CapabilityName[];
  /** Null where it works as no other user; left out where none is tried. */
  readonly user?: string | null;
  /** The tmpfs mounts of a read-only root; null where it does not work. */
  readonly tmpfs: readonly string[] | null;
  /** Left out where it works. */
  readonly noNewPrivileges?: false;
  /**
   * What comes out on Podman where that is something else: it leaves ports below 1024 to `NET_BIND_SERVICE`, and gives a user other than root what is added, so
   * that the capabilities of files are not needed for it.
   */
  readonly onPodman?: Omit<Learnt, "onPodman">;
}

/** A service of busybox and a start script, shaped to need something. */
interface Shape
  extends Omit<ImageRecipe, "tag">,
    Pick<Service, "name" | "what" | "lines" | "exercise" | "expected" | "everySubset"> {}

/** Ends when it is asked to. The program that waits is one of the shell's own, so that the signal is heard at once. */
const WAIT = "trap 'echo bye; exit 0' TERM; while :; do sleep 1 & wait; done";

/** Writes what a start script becomes, as the user that it names. */
function serve(script: string): string {
  return `printf '%s\\n' '#!/bin/sh' "${script}" "${WAIT}" > "$1/serve"; chmod 755 "$1/serve"`;
}

const AS_DB = "exec su -s /bin/sh db /serve";

const SHAPES: readonly Shape[] = [
  {
    name: "database",
    what: "a database with a start script: it gives its data to another user, whom it becomes",
    start: `mkdir -p /data; chmod 700 /data; chown -R db:db /data; echo starting; ${AS_DB}`,
    volumes: ["/data"],
    setup: `mkdir "$1/data"; chown 999:999 "$1/data"; chmod 755 "$1/data"; ${serve("echo row >> /data/table || exit 1; echo ready")}`,
    expected: { capabilities: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"], user: null, tmpfs: [] },
  },
  {
    name: "web",
    what: "a web server on port 80 that stays root, with a health check",
    start: "exec httpd -f -p 80 -h /www",
    healthcheck: "wget -q -O /dev/null http://127.0.0.1/",
    expected: { capabilities: [], user: "65532:65532", tmpfs: [] },
  },
  {
    name: "switcher",
    what: "a web server that becomes another user by itself",
    start: "exec httpd -f -p 8080 -u web:web -h /www",
    expected: { capabilities: ["SETGID", "SETUID"], user: null, tmpfs: [] },
    everySubset: true,
  },
  {
    name: "late-writer",
    what: "one that writes at run time only, beside files of nobody",
    start: `echo up; (sleep 2; echo page > /var/cache/page || echo 'cannot keep the page') & ${WAIT}`,
    setup: 'mkdir "$1/var/cache"',
    expected: { capabilities: [], user: null, tmpfs: ["/var/cache"] },
  },
  {
    name: "passing-files",
    what: "one that makes files and removes them at once, which the engine does not list",
    start: `touch /var/locks/x && rm /var/locks/x && touch /tmp/x && rm /tmp/x || exit 1; echo up; ${WAIT}`,
    setup: 'mkdir "$1/var/locks"',
    expected: { capabilities: [], user: null, tmpfs: ["/tmp", "/var/locks"] },
  },
  {
    name: "second-start",
    what: "one that needs more when its data are there already",
    start: `if [ ! -d /data/db ]; then mkdir /data/db && echo 1 > /data/db/pid && chmod 700 /data/db && chown -R db:db /data/db || exit 1
else echo 2 > /data/db/pid || exit 1; fi
${AS_DB}`,
    volumes: ["/data"],
    setup: `mkdir "$1/data"; ${serve("echo ready")}`,
    expected: { capabilities: ["CHOWN", "DAC_OVERRIDE", "SETGID", "SETUID"], user: null, tmpfs: [] },
    everySubset: true,
  },
  {
    name: "complainer",
    what: "one that runs all the same, and says in its log what it could not do",
    start: `chmod 750 /data || true; echo up; ${WAIT}`,
    volumes: ["/data"],
    setup: 'mkdir "$1/data"; chown 999:999 "$1/data"',
    expected: { capabilities: ["FOWNER"], user: null, tmpfs: [] },
    everySubset: true,
  },
  {
    name: "silent-mode",
    what: "one that hides what it could not do: only the mode of its data tells",
    start: `chmod 750 /data 2>/dev/null; echo up; ${WAIT}`,
    volumes: ["/data"],
    setup: 'mkdir "$1/data"; chown 999:999 "$1/data"',
    expected: { capabilities: ["FOWNER"], user: null, tmpfs: [] },
  },
  {
    name: "quiet",
    what: "one without ports, data or a health check",
    start: WAIT,
    expected: { capabilities: [], user: "65532:65532", tmpfs: [] },
  },
  {
    name: "job",
    what: "a job that ends",
    start: "echo counted; touch /tmp/counted || exit 1",
    expected: { capabilities: [], user: "65532:65532", tmpfs: ["/tmp"] },
  },
  {
    name: "broken",
    what: "one that does not work as it is",
    start: "echo 'no database is configured' >&2; exit 3",
    expected: { refused: /does not work as it is: it ended with 3: no database is configured/ },
  },
  {
    name: "privileged",
    what: "one that must be refused",
    start: WAIT,
    lines: ["privileged: true"],
    expected: { refused: /is privileged.*no copy is run of it/ },
  },
  {
    name: "no-shell",
    what: "a program without a shell beside it",
    start: "",
    entrypoint: ["/busybox", "httpd", "-f", "-p", "80", "-h", "/www"],
    setup: 'mv "$1/bin/busybox" "$1/busybox"; rm -r "$1/bin" "$1/start"',
    expected: {
      capabilities: [],
      user: "65532:65532",
      tmpfs: [],
      onPodman: { capabilities: ["NET_BIND_SERVICE"], user: null, tmpfs: [] },
    },
  },
  {
    name: "file-capability",
    what: "one that is no root and has a program with a capability",
    start: `/caps/chown db:db /data || exit 1; echo up; ${WAIT}`,
    user: "101:101",
    volumes: ["/data"],
    setup: 'mkdir "$1/data" "$1/caps"; cp "$1/bin/busybox" "$1/caps/chown"; setcap cap_chown=ep "$1/caps/chown"',
    expected: {
      capabilities: ["CHOWN"],
      tmpfs: [],
      noNewPrivileges: false,
      onPodman: { capabilities: ["CHOWN"], tmpfs: [] },
    },
  },
  {
    name: "client",
    what: "one that depends on another and asks it over the network",
    start: `i=0; until wget -q -O - http://web/; do i=$((i+1)); [ $i -lt 20 ] || exit 1; sleep 1; done; echo reached; ${WAIT}`,
    lines: ["depends_on:", "  web:", "    condition: service_healthy"],
    expected: { capabilities: [], user: "65532:65532", tmpfs: [] },
  },
  {
    name: "exercised",
    what: "one whose needs only an exercise shows",
    start: WAIT,
    volumes: ["/data"],
    setup: 'mkdir "$1/data"; chown 999:999 "$1/data"; chmod 700 "$1/data"',
    exercise: "touch /data/used",
    expected: { capabilities: ["DAC_OVERRIDE"], user: null, tmpfs: [] },
  },
  {
    name: "mounted",
    what: "one that reads files of the project and a secret",
    start: `grep -q answer /etc/app.conf || exit 1; grep -q . /site/page || exit 2; test -s /run/secrets/key || exit 3; echo read; ${WAIT}`,
    lines: [
      "volumes: [./app.conf:/etc/app.conf:ro, ./site:/site:ro]",
      "environment: { TOKEN: do-not-tell-this }",
      "secrets: [key]",
    ],
    expected: { capabilities: [], user: "65532:65532", tmpfs: [] },
  },
];

export const SHAPED: readonly Service[] = SHAPES.map((shape) => {
  const tag = `bulkhead-learn:${shape.name}`;
  return { ...shape, tag, made: [tag], make: (engine) => makeImage({ ...shape, tag }, engine) };
});
