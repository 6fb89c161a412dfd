import { replaceWord } from "../fixes/word.ts";
import type { Fix } from "../model/change.ts";
import { Lasting } from "../model/lasting.ts";
import { changedFiles, modesOf } from "../shell/privilege.ts";
import type { Command, Word } from "../shell/script.ts";
import { inEnglish, said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "world-writable",
  group: "file system",
  level: "warning",
  docs: {
    title: "Files that everybody may change",
    what: "`chmod 777`, `chmod a+w`, `--chmod=777` and their kin let every user in the container write to the files. So does `SocketMode=0666` of `docker.socket`, which gives everybody on the host the daemon.",
    why: "Whoever takes over any process replaces programs, scripts or configuration that another user, root among them, runs or reads next.",
    fine: "Mode 1777 is that of `/tmp`: with the sticky bit, users cannot replace each other's files. A mode that a later command narrows, and a directory that it deletes, are not reported, nor what stays behind in another build stage.",
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

  *checkDaemon({ socketMode }) {
    if (socketMode === undefined || !/[2367]$/.test(socketMode.value)) return;
    yield {
      at: socketMode.at,
      evidence: "socket",
      level: "error",
      message: said`Everybody on the host may open the socket of Docker's daemon, mode ${socketMode.text}, and so is root.`,
    };
  },

  *checkStage(stage) {
    if (!stage.used) return;
    const repeated = new Repeated();
    const lasting = new Lasting(stage);
    for (const step of stage.commands("RUN")) {
      const { command } = step;
      const mode = modesOf(command).find(isWorldWritable);
      if (mode === undefined) continue;
      const files = changedFiles(command).filter((file) => lasting.right(step, "write", file));
      const file = files.find(({ text }) => text !== undefined && !isTemporary(text)) ?? files[0];
      if (file === undefined) continue;
      const target = file.text === "{}" ? said`all that find finds` : (file.text ?? file.source);
      const message = said`${command.name ?? ""} lets every user write to ${target}: mode ${mode}.`;
      yield {
        at: command.at,
        evidence: repeated.next(`${inEnglish(target)} ${mode}`),
        message,
        fixes: withSafeMode(command, mode, files),
      };
    }
    for (const copy of stage.copies) {
      const { instruction, flags, target } = copy;
      const mode = flags.find(({ name, value }) => name === "chmod" && isWorldWritable(value));
      if (!mode || !lasting.copied(copy, "write")) continue;
      const message = said`${instruction} lets every user write to ${target}: mode ${mode.value}.`;
      yield { at: mode.at, evidence: repeated.next(`${target} ${mode.value}`), message };
    }
  },
});

/** What is shared on purpose gets the sticky bit, which keeps users from each other's files; all else loses the right of others to write. */
function withSafeMode({ words }: Command, mode: string, files: readonly Word[]): readonly Fix[] {
  const shared = files.every(({ text }) => text !== undefined && isTemporary(text));
  const safe = shared && /^0?777$/.test(mode) ? "1777" : narrowed(mode);
  const word = words.find(({ text }) => text === mode);
  // A directory of an unknown name may be one that another user has to write to, as a temporary one.
  return safe === undefined || files.some(({ text }) => text === undefined)
    ? []
    : replaceWord(`Use mode ${safe}`, word, safe);
}

function isTemporary(path: string): boolean {
  return /^\/(?:var\/)?tmp\/*$/.test(path);
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
