import { harden } from "../fixes/harden.ts";
import { dropAll } from "../fixes/least-privilege.ts";
import { limitMemory, limitProcesses } from "../fixes/limits.ts";
import { addNoNewPrivileges } from "../fixes/new-privileges.ts";
import { makeReadOnly } from "../fixes/read-only.ts";
import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { type Hardening, missingHardening } from "../model/hardening.ts";
import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "unhardened",
  subject: "service",
  wall: "privileges",
  level: "info",
  profile: "default-only",
  docs: {
    title: "Service without hardening",
    what: "The service keeps what the engine gives to every container: fourteen capabilities, set-user-ID programs that work, a writable root file system, and no limit on memory or processes. One finding lists what is missing; the strict profile reports each by a rule of its own instead.",
    why: "None of it is a hole. Each is a step that an attacker need not take: NET_RAW forges packets on the project's network, a set-user-ID program makes root of a plain user, a writable file system keeps what was planted, and a fork bomb takes the host down with the container.",
    fine: "What somebody wrote is not argued with: an empty `cap_drop`, `read_only: false`, `pids_limit: -1`. Limits depend on the program: the fixes for them leave the number to whoever asks for them.",
    instead:
      "`cap_drop: [ALL]` with the few capabilities that the program needs, `no-new-privileges:true`, a user other than root, `read_only: true` with a `tmpfs` where the program writes, `mem_limit` and `pids_limit`.",
    example: {
      file: "compose.yaml",
      bad: "services:\n  cache:\n    image: redis:8.2\n",
      good: 'services:\n  cache:\n    image: redis:8.2\n    user: "999:999"\n    cap_drop: [ALL]\n    security_opt: [no-new-privileges:true]\n    read_only: true\n    mem_limit: 256m\n    pids_limit: 100\n',
    },
    references: [
      "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
      "https://docs.docker.com/engine/security/",
      "https://docs.docker.com/engine/containers/resource_constraints/",
    ],
  },

  *check(service) {
    const missing = missingHardening(service);
    const words = WORDS.filter(([wall]) => missing.has(wall)).map(([, word]) => word);
    if (service.kind === "pre_start" || words.length === 0) return;
    yield {
      at: service.at,
      message: `${named(service)} lacks ${listed(words)}.`,
      // What the program needs is found in every command of the Dockerfile that is built.
      fixes: () => fixesOf(service, missing),
    };
  },
});

function fixesOf(service: Container, missing: ReadonlySet<Hardening>): readonly Fix[] {
  return [
    ...harden(service, missing),
    ...(missing.has("capabilities") ? [dropAll(service)] : []),
    ...(missing.has("privileges") ? addNoNewPrivileges(service) : []),
    ...(missing.has("rootfs") ? makeReadOnly(service) : []),
    ...(missing.has("memory") ? [limitMemory(service)] : []),
    ...(missing.has("pids") ? [limitProcesses(service)] : []),
  ];
}

/** What is missing, as the object of "lacks". CPU time is left to the strict profile: running out of it ends no other container. */
const WORDS: readonly (readonly [Hardening, string])[] = [
  ["capabilities", "cap_drop: ALL"],
  ["privileges", "no-new-privileges"],
  ["user", "a user other than root"],
  ["rootfs", "a read-only root file system"],
  ["memory", "a memory limit"],
  ["pids", "a process limit"],
];

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
