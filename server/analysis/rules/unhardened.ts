import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { inEnglish, listed, type Part, said, type Wording } from "../text/wording.ts";
import { harden, undecided } from "../walls/harden.ts";
import type { Hardening } from "../walls/wall.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "unhardened",
  group: "privileges",
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
      bad: yaml`
        services:
          cache:
            image: redis:8.2`,
      good: yaml`
        services:
          cache:
            image: redis:8.2
            user: "999:999"
            cap_drop: [ALL]
            security_opt: [no-new-privileges:true]
            read_only: true
            mem_limit: 256m
            pids_limit: 100`,
    },
    references: [
      "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
      "https://docs.docker.com/engine/security/",
      "https://docs.docker.com/engine/containers/resource_constraints/",
    ],
  },

  *check(service) {
    if (service.kind === "pre_start" || !service.lasts || service.source.isExample) return;
    const walls = undecided(service);
    const words = walls.flatMap(({ lacks }) => (typeof lacks === "function" ? lacks(service) : (lacks ?? [])));
    if (words.length === 0) return;
    yield {
      at: service.at,
      verdict: lacking(words),
      // What the program needs is found in every command of the Dockerfile that is built.
      fixes: () => fixesOf(service, walls),
    };
  },
});

function fixesOf(service: Container, walls: readonly Hardening[]): readonly Fix[] {
  return [...harden(service), ...walls.flatMap((wall) => wall.fixes(service))];
}

/** A long list stands behind a clause of its own, for editors that show no more than that. */
function lacking(words: readonly Part[]): Wording {
  const list = listed(words);
  return inEnglish(list).length > LONGEST_CLAUSE ? said`is hardly hardened: it lacks ${list}` : said`lacks ${list}`;
}

/** In UTF-16 code units. */
const LONGEST_CLAUSE = 80;
