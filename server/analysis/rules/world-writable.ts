import { replaceWord } from "../fixes/word.ts";
import { modesOf } from "../shell/privilege.ts";
import type { Command } from "../shell/script.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "world-writable",
  group: "file system",
  level: "warning",
  docs: {
    title: "Files that everybody may change",
    what: "`chmod 777`, `chmod a+w`, `--chmod=777` and their kin let every user in the container write to the files.",
    why: "Whoever takes over any process replaces programs, scripts or configuration that another user, root among them, runs or reads next.",
    fine: "Mode 1777 is that of `/tmp`: with the sticky bit, users cannot replace each other's files.",
    instead: "Give the files to the user that writes to them (`COPY --chown=app`, `chown`), with mode 755 or 644.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN mkdir /data && chmod -R 777 /data`,
      good: dockerfile`
        FROM debian:13
        RUN mkdir /data && chown 10001 /data && chmod 1777 /tmp`,
    },
    references: [
      "https://man7.org/linux/man-pages/man1/chmod.1.html",
      "https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",
    ],
  },

  *checkStage(stage) {
    if (!stage.used) return;
    const repeated = new Repeated();
    for (const { instruction, script } of stage.runs) {
      if (instruction !== "RUN") continue;
      for (const command of script.commands) {
        const mode = modesOf(command).find(isWorldWritable);
        if (mode === undefined) continue;
        const narrower = narrowed(mode);
        const word = command.words.find(({ text }) => text === mode);
        const message = `${command.name ?? ""} lets every user write to ${targetOf(command)}: mode ${mode}.`;
        const fixes = narrower === undefined ? [] : replaceWord(`Use mode ${narrower}`, word, narrower);
        yield { at: command.at, evidence: repeated.next(`${targetOf(command)} ${mode}`), message, fixes };
      }
    }
    for (const { instruction, flags, target } of stage.copies) {
      const mode = flags.find(({ name, value }) => name === "chmod" && isWorldWritable(value));
      if (!mode) continue;
      const message = `${instruction} lets every user write to ${target}: mode ${mode.value}.`;
      yield { at: mode.at, evidence: repeated.next(`${target} ${mode.value}`), message };
    }
  },
});

function targetOf({ words }: Command): string {
  return words.at(-1)?.text ?? words.at(-1)?.source ?? "a file";
}

/** The same mode without the right of others to write; symbolic modes are left to their author. */
function narrowed(mode: string): string | undefined {
  if (!/^[0-7]{3,5}$/.test(mode)) return undefined;
  return (Number.parseInt(mode, 8) & ~0o002).toString(8).padStart(mode.length, "0");
}

/** Octal modes with write for others and no sticky bit, and symbolic ones that name others or all; a bare `+w` heeds the umask. */
function isWorldWritable(mode: string): boolean {
  if (/^[0-7]{1,5}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o1002) === 0o002;
  return (
    mode.split(",").some((clause) => /^[ugo]{0,3}[oa][ugo]{0,3}[+=][rxXst]{0,5}w/.test(clause)) &&
    !/(?:^|,)[ugoa]*\+[rwxX]*t/.test(mode)
  );
}
