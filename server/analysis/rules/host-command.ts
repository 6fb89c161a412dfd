import type { Container } from "../model/container.ts";
import { isWritten, knownValue, type Setting } from "../model/setting.ts";
import { parseExec } from "../shell/parse.ts";
import type { Command } from "../shell/script.ts";
import type { Place } from "../text/span.ts";
import { type Part, said, type Wording } from "../text/wording.ts";
import { type ContainerProblem, type Problem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { named, namedInside } from "./shared/naming.ts";

export default rule({
  id: "host-command",
  group: "privileges",
  level: "info",
  windows: true,
  docs: {
    title: "Command that works on the host",
    what: "A command, entry point, health check or hook runs a program that only makes sense with the host's privileges: `nsenter -t 1`, `chroot` into the host's mounted root, `mount`, `modprobe` or `insmod`, `docker run`.",
    why: "It shows what the container is for: it leaves its walls by design. Whoever changes what the command runs, or takes the container over, does so on the host.",
    fine: "Node agents, storage drivers and runners that do just this.",
    instead:
      "Do it on the host, where it belongs: a systemd unit, a mount in `/etc/fstab`, a module in `/etc/modules-load.d`, a volume with `driver_opts` in the Compose file.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          setup:
            image: alpine:3.22
            command: nsenter -t 1 -m -u -i -n sysctl -p`,
      good: yaml`
        services:
          setup:
            image: alpine:3.22
            command: sysctl -a`,
    },
    references: [
      "https://man7.org/linux/man-pages/man1/nsenter.1.html",
      "https://man7.org/linux/man-pages/man2/mount.2.html",
      "https://docs.docker.com/reference/compose-file/volumes/#driver_opts",
    ],
  },
  keys: ["command", "entrypoint", "healthcheck"],
  check: ofService,

  *checkHook({ service, hook }) {
    yield* problems(said`A hook of service "${service.name}"`, hook.command, [...(knownValue(hook.command) ?? [])]);
  },

  *checkStage(stage) {
    if (!stage.final) return;
    const commands = stage.runs
      .filter(({ instruction }) => instruction !== "RUN")
      .flatMap(({ script }) => script.commands);
    yield* problemsOf(said`The image`, commands, undefined);
  },
});

function* ofService(service: Container): Generator<ContainerProblem> {
  const { entrypoint, command, healthcheck } = service;
  const decided = [command, entrypoint].find((setting) => isWritten(setting) && setting.origin !== "dockerfile");
  if (decided) {
    const words = [...(knownValue(entrypoint) ?? []), ...(knownValue(command) ?? [])];
    yield* problems(named(service), decided, words);
  }
  const [kind, ...test] = knownValue(healthcheck) ?? [];
  const words = kind === "CMD-SHELL" ? ["/bin/sh", "-c", ...test] : test;
  yield* problems(said`The health check of ${namedInside(service)}`, healthcheck, words);
}

/** All of a Compose command stands at one place. */
function problems(who: Wording, { at }: Setting<unknown>, words: readonly string[]): Iterable<Problem> {
  if (words.length === 0) return [];
  const script = parseExec(
    at.file,
    words.map((text) => ({ text, at })),
    () => undefined,
  );
  return problemsOf(who, script.commands, at);
}

function* problemsOf(who: Wording, commands: readonly Command[], at: Place | undefined): Generator<Problem> {
  const reported = new Set<string>();
  for (const command of commands) {
    const { name = "" } = command;
    const needs = needOf(command);
    if (needs === undefined || reported.has(name)) continue;
    reported.add(name);
    const what = name === "docker" ? `docker ${command.words[0]?.text ?? ""}` : name;
    yield { at: at ?? command.at, evidence: name, message: said`${who} runs ${what}, which needs ${needs}.` };
  }
}

/** What a command takes to work; undefined for one that works in any container. */
function needOf({ name = "", words }: Command): Part | undefined {
  return NEEDS.get(name)?.(words.map(({ text }) => text ?? ""));
}

const NEEDS: ReadonlyMap<string, (texts: readonly string[]) => Part | undefined> = new Map<
  string,
  (texts: readonly string[]) => Part | undefined
>([
  ["nsenter", namespaceNeed],
  ["chroot", (texts) => (texts.some(isHostRoot) ? said`the host's root directory` : undefined)],
  [
    "mount",
    (texts) => (texts.some((text) => /^\/|^-a$|^--bind$/.test(text)) ? said`SYS_ADMIN and no AppArmor` : undefined),
  ],
  ["modprobe", moduleNeed],
  ["insmod", moduleNeed],
  ["docker", ([verb = ""]) => (ENGINE_VERBS.has(verb) ? said`the engine's socket` : undefined)],
]);

const ENGINE_VERBS: ReadonlySet<string> = new Set(["run", "create", "exec", "start", "build", "compose"]);

function namespaceNeed(texts: readonly string[]): Wording | undefined {
  const isOfInit = /(?:^| )(?:-t ?|--target[= ])1(?: |$)/.test(texts.join(" "));
  return isOfInit ? said`the host's processes and SYS_ADMIN` : undefined;
}

function moduleNeed(texts: readonly string[]): string | undefined {
  return texts.some((text) => text !== "" && !text.startsWith("-")) ? "SYS_MODULE" : undefined;
}

function isHostRoot(text: string): boolean {
  return /^\/(?:host|rootfs|hostfs|host-?root|mnt\/(?:host|root))(?:\/|$)/.test(text);
}
