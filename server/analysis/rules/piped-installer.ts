import type { Copy, Run, Stage } from "../model/stage.ts";
import { fetchesAndRuns, isInterpreter } from "../shell/download.ts";
import { inEnglish, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";
import { unchecked } from "./shared/unchecked-download.ts";

export default rule({
  id: "piped-installer",
  group: "image",
  level: "warning",
  outranks: ["initialize-command"],
  docs: {
    title: "Download that is run unchecked",
    what: 'A script from the network is run without comparing it with anything: `curl … | sh`, `bash <(curl …)`, `sh -c "$(curl …)"`, or a file that is downloaded, or comes out of a downloaded archive, and is started, in the same `RUN` or in a later one. A download that is put where programs are looked for (`/usr/local/bin`), or installed as a package (`dpkg -i`), is an `info`. TLS says who serves it, not what it is. So it is with what a container runs (`CMD`, `command`, `entrypoint`, hooks), but for what a dev container does once it is made, and with the `initializeCommand` of a dev container, which runs on your own machine.',
    why: "Whoever takes over that server, its DNS name or its storage bucket, runs commands as root in every image built from then on, or in every container that is started; in 2021 the Codecov uploader was changed that way for two months. A connection that breaks off runs half a script.",
    fine: "A file that is compared with a checksum or a signature is not reported, nor is one that is only unpacked or compiled.",
    instead:
      "Install a package whose manager verifies it, or use `ADD --checksum=sha256:… URL file`, or download, compare with `sha256sum -c`, and run.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN curl -fsSL https://example.com/install.sh | sh`,
      good: dockerfile`
        FROM debian:13
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/install.sh /tmp/install.sh
        RUN sh /tmp/install.sh`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#add---checksum",
      "https://about.codecov.io/security-update/",
      "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
    ],
  },

  *check(container) {
    const repeated = new Repeated();
    // Making a dev container is its build, in which every second one fetches an installer.
    const scripts = container.kind === "devcontainer" ? [] : container.source.scripts;
    for (const { name, literal, via } of scripts) {
      for (const { command, how, level } of unchecked(literal.commands, new Set())) {
        const where = said`${name} of ${namedInside(container)}`;
        yield {
          of: { at: command.at, ...(via === undefined ? {} : { via }) },
          evidence: repeated.next(`${name} ${inEnglish(how)}`),
          message: level
            ? said`${where} puts ${how}, where programs are looked for: nothing was compared with it.`
            : said`${where} runs ${how} that nothing was compared with.`,
          ...(level ? { level } : {}),
        };
      }
    }
    for (const { name, script } of container.source.hostScripts ?? []) {
      for (const { command, how, level } of unchecked(script.commands, new Set())) {
        if (level !== undefined) continue;
        const message = said`${name} of ${namedInside(container)} runs ${how} that nothing was compared with. It does so on your own machine.`;
        yield { at: command.at, evidence: `${name} ${inEnglish(how)}`, message };
      }
    }
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    const loose = looseFiles(stage.parent);
    for (const one of inOrder(stage)) {
      if ("target" in one) {
        for (const file of addedFiles(one)) loose.add(file);
        continue;
      }
      // What is downloaded while building and started later is told where it is put.
      const files = one.instruction === "RUN" ? loose : new Set<string>();
      for (const { command, how, level } of unchecked(one.script.commands, files)) {
        const runner = command.name ?? said`A program`;
        const evidence = repeated.next(`${inEnglish(runner)} ${inEnglish(how)}`);
        const message = level
          ? said`${runner} puts ${how}, where programs are looked for: nothing was compared with it.`
          : isInterpreter(command) || fetchesAndRuns(command)
            ? said`${runner} runs ${how} that nothing was compared with.`
            : said`${runner} is run as it was downloaded: nothing was compared with it.`;
        yield { at: command.at, evidence, message, ...(level ? { level } : {}) };
      }
    }
  },
});

/** The base names of the files that stages below have downloaded and compared with nothing. */
function looseFiles(below: Stage | undefined): Set<string> {
  const files = new Set<string>();
  // What is downloaded further below is seldom run here, and following it all would take the square of the stages.
  if (below === undefined) return files;
  for (const one of inOrder(below)) {
    if ("target" in one) for (const file of addedFiles(one)) files.add(file);
    else if (one.instruction === "RUN") for (const _ of unchecked(one.script.commands, files));
  }
  return files;
}

function inOrder({ runs, copies }: Stage): readonly (Run | Copy)[] {
  return [...runs.filter(({ instruction }) => instruction !== "HEALTHCHECK"), ...copies].sort(
    (a, b) => a.at.start - b.at.start,
  );
}

/** What `ADD` fetches and compares with no checksum. An archive from elsewhere is not unpacked. */
function addedFiles({ instruction, flags, sources, target }: Copy): readonly string[] {
  if (instruction !== "ADD" || flags.some(({ name }) => name === "checksum")) return [];
  return sources.flatMap(({ text }) => {
    if (!/^https?:\/\//i.test(text)) return [];
    const path = /(?:^\.?|\/\.?)$/.test(target) ? text.replace(/[?#].*$/s, "") : target;
    return [path.slice(path.lastIndexOf("/") + 1)];
  });
}
