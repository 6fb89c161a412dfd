import type { Engine } from "../facts/engine.ts";
import { addCapabilities } from "../fixes/least-privilege.ts";
import { addTmpfs } from "../fixes/read-only.ts";
import { remove, replace } from "../fixes/remove.ts";
import type { Fix } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import { spelled } from "../model/spelling.ts";
import { ours, said } from "../text/wording.ts";
import {
  closedPaths,
  deniedCapabilities,
  foreignMounts,
  hinderedUser,
  type Shown,
  stoppedGains,
  unreadableFiles,
} from "../threats/starved.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "starved-container",
  keys: ["cap_drop", "read_only", "user", "security_opt", "tmpfs", "secrets", "configs"],
  group: "privileges",
  level: "warning",
  docs: {
    title: "Hardened beyond what it needs",
    what: "The container is confined so far that it is shown to fail: `cap_drop: [ALL]` takes a capability that its start needs, `read_only` closes a path that it writes to, `user` is one as whom it cannot do what the settings ask for, or `no-new-privileges` stops a program of the image. That is said only of a published image that was tried, or whose build file and start script were read, and of a start in the project's own Dockerfile that can be followed. So is a secret or config that Compose copies into the container as root's, with a `mode` that keeps the container's user from it: one from a variable or a text, whose entry names neither `uid` nor `gid`; with either, the engine gives it to the container's user. What depends on a value that no file shows is not said, such as the mode of a file on the host that is mounted as a secret.",
    why: "A container that does not start, or that fails at its second start, gets its walls taken down in a hurry, mostly all at once and for good. Some do not even fail: the entry point of Redis stays root without a word where it may not become another user.",
    fine: "A container whose data was prepared so that the start has nothing left to do. What hangs on the data alone is therefore told only beside what surely fails.",
    instead: "Give back the one capability or path that is missing, and nothing else.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          db:
            image: postgres:17
            cap_drop: [ALL]
            cap_add: [CHOWN, SETGID, SETUID]`,
      good: yaml`
        services:
          db:
            image: postgres:17
            cap_drop: [ALL]
            cap_add: [CHOWN, DAC_OVERRIDE, SETGID, SETUID]`,
    },
    references: [
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
      "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
      "https://docs.docker.com/reference/compose-file/services/#read_only",
    ],
  },

  *check(service, engine) {
    yield* capabilities(service);
    yield* paths(service);
    yield* users(service);
    yield* files(service, engine);
    yield* gains(service);
  },
});

function* capabilities(service: Container): Generator<ContainerProblem> {
  const denied = deniedCapabilities(service);
  if (!denied) return;
  const { dropped, needs, program, shown } = denied;
  const names = needs.map(({ name }) => name);
  const [only] = needs;
  const what =
    needs.length === 1 && only
      ? said`lacks ${only.name}: with it ${program} ${ours(only.why)}`
      : said`lacks what ${program} needs: ${needs.map(({ name, why }) => said`${name} ${ours(why)}`).reduce((a, b) => said`${a}; ${b}`)}`;
  yield {
    of: dropped,
    evidence: "capabilities",
    verdict: said`${what} (${ours(shown)})`,
    fixes: [addCapabilities(service, names, `what ${program} needs; ${inComment(shown)}`)],
  };
}

function* paths(service: Container): Generator<ContainerProblem> {
  const closed = closedPaths(service);
  if (!closed) return;
  const { paths, open, program, shown } = closed;
  const { rootfs } = service;
  // An empty directory in its place would lose the data, or hide files of the image.
  const isStuck = paths.some(({ becomes }) => becomes !== "tmpfs");
  const fix: Fix = isStuck
    ? oneByOne(remove(spelled(service, "read_only"), rootfs.at))
    : addTmpfs(
        service,
        open.filter(({ becomes }) => becomes === "tmpfs"),
        `what ${program} writes to; ${inComment(shown)}`,
      );
  yield {
    of: rootfs,
    evidence: "paths",
    verdict: said`cannot write to ${paths.map(({ path }) => path).join(", ")}, as ${program} has to (${ours(shown)})`,
    fixes: [fix],
  };
}

function* users(service: Container): Generator<ContainerProblem> {
  const hindered = hinderedUser(service);
  if (hindered) {
    yield {
      of: service.user,
      evidence: "user",
      verdict: said`cannot do as ${hindered.user} what its settings ask for: ${ours(hindered.why)} (${ours(hindered.shown)})`,
      fixes: [oneByOne(remove(spelled(service, "user"), service.user.at))],
    };
  }
  for (const { mount, path, shown } of foreignMounts(service)) {
    const { uid = "", gid } = path.owner ?? {};
    const options = `uid=${uid}${gid === undefined ? "" : `,gid=${gid}`}`;
    yield {
      of: mount,
      evidence: `owner ${path.path}`,
      verdict: said`cannot write to ${mount.target}: the tmpfs is root's (${ours(shown)})`,
      fixes:
        mount.filled || mount.text === undefined ? [] : [replace(mount.text, `${mount.text}:${options}`, mount.at)],
    };
  }
}

function* files(service: Container, engine: Engine): Generator<ContainerProblem> {
  for (const { file, mode, uid } of unreadableFiles(service, engine)) {
    const { name, at } = file;
    yield {
      of: mode,
      evidence: `file ${name}`,
      verdict: said`cannot read ${name} as ${String(uid)}: Compose makes it root's, with this mode (tried)`,
      fixes: [
        {
          title: `Add uid: "${uid}"`,
          safe: false,
          changes: [{ do: "set", service: { name: service.name, at }, path: ["uid"], value: String(uid) }],
        },
      ],
    };
  }
}

function* gains(service: Container): Generator<ContainerProblem> {
  const { noNewPrivileges } = service.security;
  for (const { program, why, of, shown } of stoppedGains(service)) {
    yield {
      of: noNewPrivileges,
      // Much of the image works without.
      level: "info",
      evidence: `gain ${program}`,
      verdict: said`forbids ${program} to gain privileges: with them ${of} ${ours(why)} (${ours(shown)})`,
      fixes: [oneByOne(remove("no-new-privileges", noNewPrivileges.at))],
    };
  }
}

/** A fix that gives back a whole wall is not made along with others. */
function oneByOne(fix: Fix): Fix {
  return { ...fix, confidence: "medium" };
}

/** How the line that a fix writes names its evidence. */
function inComment(shown: Shown): string {
  return shown === "tried" ? "tried" : "read";
}
