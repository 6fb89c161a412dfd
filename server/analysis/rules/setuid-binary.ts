import { replaceWord } from "../fixes/word.ts";
import type { Fix } from "../model/change.ts";
import { isOption, modesOf, setsUserIdBit } from "../shell/privilege.ts";
import type { Command } from "../shell/script.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { dangerousFileCapabilities } from "./shared/file-capability.ts";

export default rule({
  id: "setuid-binary",
  group: "privileges",
  level: "warning",
  docs: {
    title: "Program that raises its caller",
    what: "The build gives a program a set-user-ID bit (`chmod u+s`, `chmod 4755`, `install -m 4755`), or a dangerous capability with `setcap`. Whoever starts it gets its owner's rights or that capability.",
    why: "It is how a plain user in the container becomes root there: a flaw in that one program is enough, and for a shell, an editor or an interpreter none is needed. With root come the container's capabilities.",
    fine: "`chmod 1777` sets the sticky bit of a shared directory `g+s` hands a directory's group down, and `u-s` takes the bit away. NET_BIND_SERVICE on a server's file is not reported.",
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
    for (const { instruction, script } of stage.runs) {
      if (instruction !== "RUN") continue;
      for (const command of script.commands) {
        const what = raised(command);
        if (what === undefined) continue;
        const message = `${command.name ?? ""} ${what}.`;
        const evidence = repeated.next(`${command.name ?? ""} ${what}`);
        yield { at: command.at, evidence, message, fixes: withoutBit(command) };
      }
    }
  },
});

/** Takes the bit out of an octal mode. */
function withoutBit({ name, words }: Command): readonly Fix[] {
  const word = words.find(({ text = "" }) => /^0?[4-7][0-7]{3}$/.test(text) && setsUserIdBit(text));
  if ((name !== "chmod" && name !== "install") || word?.text === undefined) return [];
  const mode = (Number.parseInt(word.text, 8) & ~0o4000).toString(8).padStart(3, "0");
  return replaceWord(`Use mode ${mode}`, word, mode);
}

function raised(command: Command): string | undefined {
  const { name } = command;
  if (name === "chmod" || name === "install") {
    if (!modesOf(command).some(setsUserIdBit)) return undefined;
    const file = operandsOf(command).at(name === "chmod" ? 1 : -1);
    return `sets the bit that runs ${file ?? "a file"} with its owner's rights`;
  }
  const granted = dangerousFileCapabilities(command);
  if (granted.length === 0) return undefined;
  return `gives ${operandsOf(command).at(-1) ?? "a file"} the capability ${granted.join(", ")}`;
}

function operandsOf({ words }: Command): readonly string[] {
  return words.map(({ text }) => text ?? "").filter((text) => !isOption(text));
}
