import type { Fix } from "../model/change.ts";
import { Lasting } from "../model/lasting.ts";
import type { Step } from "../model/stage.ts";
import { installedPackages } from "../shell/privilege.ts";
import type { Place } from "../text/span.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "sudo",
  group: "privileges",
  level: "warning",
  docs: {
    title: "sudo in the image",
    what: "sudo is installed in the image. A `RUN` that calls it as another user than root shows that it asks for no password. Where root itself calls it, it is an `info`: it does nothing.",
    why: "sudo is a set-user-ID program with a configuration that is easy to get wrong: `NOPASSWD` makes root of whoever takes over the container's user, and flaws in sudo itself (CVE-2021-3156) do so without any. It rules out `no-new-privileges`.",
    fine: "Images for people, such as dev containers, where a developer installs packages. A sudo that a later command removes is not reported, nor is `sudo -u app`, which gives root up.",
    instead:
      "Switch with `USER root` and back with `USER app`. An entry point that gives root up uses gosu, su-exec or setpriv.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y sudo`,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl
        USER 10001`,
    },
    references: [
      "https://docs.docker.com/build/building/best-practices/#user",
      "https://www.sudo.ws/security/advisories/unescape_overflow/",
    ],
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    const lasting = new Lasting(stage);
    const told = new Set<number>();
    const inImage = stage.final || stage.child !== undefined || stage.triggered;
    for (const step of stage.commands("RUN")) {
      const installed = inImage ? installedPackages(step.command).find(({ name }) => name === "sudo") : undefined;
      if (installed && lasting.package(step, "sudo", installed.group) && lasting.path(step, "/usr/bin/sudo"))
        yield { at: installed.at, evidence: repeated.next("installed"), message: "sudo is installed in the image." };
      const used = sudoBefore(step);
      // Of a line whose commands come out of one variable the first tells enough.
      if (used === undefined || told.has(used.start)) continue;
      told.add(used.start);
      const { command, run } = step;
      const user = run.user.state === "known" && run.user.value.root !== true ? run.user.value.text : undefined;
      const works = inImage && user !== undefined && lasting.package(step, "sudo");
      const what = said`${command.name ?? said`A command`} is run with sudo in the build`;
      yield {
        at: used,
        evidence: repeated.next("used"),
        fixes: withoutSudo(step),
        ...(works
          ? { message: said`${what}: it asks ${user} for no password.` }
          : { level: "info", message: said`${what}.` }),
      };
    }
  },
});

/** The `sudo` that stands right before a command to make root of it. With `-u` and another user it gives root up. */
function sudoBefore({ command: { name, at, words, wrappers } }: Step): Place | undefined {
  if (name === "sudo") {
    return words.length > 0 && !words.every(({ text }) => text !== undefined && /^(?:-[lvkKVh]+|--version)$/.test(text))
      ? at
      : undefined;
  }
  return wrappers.find((wrapper) => wrapper.name === "sudo" && (wrapper.user === undefined || wrapper.user === "root"))
    ?.at;
}

/**
 * The command without a `sudo` that stands bare before it, where root runs it anyway. One with options, behind another program or with variables before it
 * makes another environment than root has; what shells do themselves is done otherwise than by the program of that name that sudo starts.
 */
function withoutSudo({ run: { user }, command }: Step): readonly Fix[] {
  const [first, second] = command.wrappers;
  if (user.state === "unknown" || user.value.root !== true || first?.name !== "sudo") return [];
  if (command.through.length > command.wrappers.length || command.assignments.length > 0) return [];
  const { at, source } = first;
  const next = second?.at ?? command.at;
  // A blank, and a comma in the form of an array, are all that may stand between: an option is longer.
  const isBare = /^["']?sudo["']?$/.test(source) && next.file === at.file && next.start - at.end <= 2;
  if (!isBare || (second === undefined && BUILT_IN.has(command.name ?? ""))) return [];
  const written = { ...at, end: next.start };
  return [
    {
      title: "Remove sudo",
      safe: false,
      confidence: "medium",
      changes: [{ do: "replace-text", at: written, value: "" }],
    },
  ];
}

/**
 * What shells do themselves and not all alike, or what only they can do.
 * Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_14
 */
const BUILT_IN: ReadonlySet<string> = new Set(
  ". : alias bg cd echo eval exec exit export fg getopts hash jobs kill printf pwd read readonly return set shift source test time times trap type ulimit umask unset wait".split(
    " ",
  ),
);
