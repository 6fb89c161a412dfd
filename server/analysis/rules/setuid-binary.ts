import { replaceWord } from "../fixes/word.ts";
import type { Fix } from "../model/change.ts";
import { Lasting, type Right } from "../model/lasting.ts";
import { changedFiles, modesOf, setsUserIdBit } from "../shell/privilege.ts";
import type { Command, Word } from "../shell/script.ts";
import { inEnglish, said, type Wording } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { raisingCapabilities } from "./shared/file-capability.ts";

export default rule({
  id: "setuid-binary",
  group: "privileges",
  level: "warning",
  docs: {
    title: "Program that raises its caller",
    what: "The build gives a program a set-user-ID bit (`chmod u+s`, `chmod 4755`, `install -m 4755`), or with `setcap` a capability that makes root: SETUID, SETGID, DAC_OVERRIDE, CHOWN, FOWNER, SETFCAP or SYS_CHROOT. Whoever starts it gets its owner's rights or that capability. One that no ordinary container has, such as SYS_ADMIN, is an `info`: it can be gained only where the container is given it.",
    why: "It is how a plain user in the container becomes root there: a flaw in that one program is enough, and for a shell, an editor or an interpreter none is needed. With root come the container's capabilities.",
    fine: "`chmod 1777` sets the sticky bit of a shared directory, `g+s` hands a directory's group down, and `u-s` takes the bit away. A bit that a later command takes away again, and NET_BIND_SERVICE on a server's file, are not reported.",
    instead:
      "Take the bit away and let the program run as the user that it needs. `no-new-privileges` makes such bits void.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        COPY helper /usr/local/bin/helper
        RUN chmod u+s /usr/local/bin/helper`,
      good: dockerfile`
        FROM debian:13
        COPY helper /usr/local/bin/helper
        RUN chmod 0755 /usr/local/bin/helper && chmod 1777 /var/shared`,
    },
    references: [
      "https://man7.org/linux/man-pages/man1/chmod.1.html",
      "https://man7.org/linux/man-pages/man8/setcap.8.html",
      "https://docs.kernel.org/userspace-api/no_new_privs.html",
    ],
  },

  *checkStage(stage) {
    if (!stage.used) return;
    const repeated = new Repeated();
    const lasting = new Lasting(stage);
    for (const step of stage.commands("RUN")) {
      const { command } = step;
      const found = raised(command, (right, file) => lasting.right(step, right, file));
      if (found === undefined) continue;
      const { what, level } = found;
      const evidence = repeated.next(`${command.name ?? ""} ${inEnglish(what)}`);
      const message = said`${command.name ?? ""} ${what}.`;
      yield { at: command.at, evidence, message, ...(level ? { level } : {}), fixes: withoutBit(command) };
    }
    for (const copy of stage.copies) {
      const mode = copy.flags.find(({ name, value }) => name === "chmod" && setsUserIdBit(value));
      if (!mode || !lasting.copied(copy, "set-id")) continue;
      const what = said`${copy.instruction} ${setsBit(copy.target)}`;
      yield { at: mode.at, evidence: repeated.next(inEnglish(what)), message: said`${what}: mode ${mode.value}.` };
    }
  },
});

interface Raised {
  readonly what: Wording;
  readonly level?: "info";
}

function setsBit(file: string): Wording {
  return said`sets the bit that runs ${file} with its owner's rights`;
}

/** Takes the bit out of an octal mode. */
function withoutBit({ name, words }: Command): readonly Fix[] {
  const word = words.find(({ text = "" }) => /^0?[4-7][0-7]{3}$/.test(text) && setsUserIdBit(text));
  if ((name !== "chmod" && name !== "install") || word?.text === undefined) return [];
  const mode = (Number.parseInt(word.text, 8) & ~0o4000).toString(8).padStart(3, "0");
  return replaceWord(`Use mode ${mode}`, word, mode);
}

/** `lasts` tells whether a file keeps what it is given. */
function raised(command: Command, lasts: (right: Right, file: Word) => boolean): Raised | undefined {
  const { name } = command;
  const capabilities = name === "setcap";
  if (!capabilities && !modesOf(command).some(setsUserIdBit)) return undefined;
  const kept = changedFiles(command).filter((file) => lasts(capabilities ? "capability" : "set-id", file));
  const file = kept.find(({ text }) => text !== undefined && text !== "{}") ?? kept[0];
  if (file === undefined) return undefined;
  const shown = file.text ?? file.source;
  if (!capabilities) return { what: setsBit(shown) };
  const { gained, held } = raisingCapabilities(command);
  if (gained.length > 0) return { what: said`gives ${shown} the capability ${gained.join(", ")}` };
  return held.length === 0
    ? undefined
    : {
        what: said`gives ${shown} the capability ${held.join(", ")}, which only a container that is given it can gain`,
        level: "info",
      };
}
