import {
  downloadedFiles,
  isDownload,
  isInterpreter,
  isPrinted,
  ranFiles,
  runsStandardInput,
  verifies,
} from "../shell/download.ts";
import type { Command } from "../shell/script.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "piped-installer",
  group: "image",
  level: "warning",
  docs: {
    title: "Download that is run unchecked",
    what: 'A script from the network is run without comparing it with anything: `curl … | sh`, `bash <(curl …)`, `sh -c "$(curl …)"`, or a file that is downloaded and started in the same `RUN`. TLS says who serves it, not what it is.',
    why: "Whoever takes over that server, its DNS name or its storage bucket, runs commands as root in every image built from then on; in 2021 the Codecov uploader was changed that way for two months. A connection that breaks off runs half a script.",
    fine: "A file that is compared with a checksum or a signature in the same `RUN` is not reported, nor is one that is only unpacked.",
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

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const { instruction, script } of stage.runs) {
      if (instruction !== "RUN") continue;
      // Those behind pipes and in substitutions are among them.
      const downloads = script.commands.filter(isDownload);
      if (downloads.length === 0) continue;
      const checked = script.commands.some(verifies);
      const files = new Set(checked ? [] : downloads.flatMap(downloadedFiles));
      for (const command of script.commands) {
        const how = streamed(command) ?? (startsFile(command, files) ? "a downloaded file" : undefined);
        if (how === undefined) continue;
        for (const file of ranFiles(command)) files.delete(file);
        const runner = command.name ?? "A program";
        const evidence = repeated.next(`${runner} ${how}`);
        const message = isInterpreter(command)
          ? `${runner} runs ${how} that nothing was compared with.`
          : `${runner} is run as it was downloaded: nothing was compared with it.`;
        yield { at: command.at, evidence, message };
      }
    }
  },
});

/** How a download reaches the interpreter without becoming a file: over a pipe, or by substitution. */
function streamed(command: Command): string | undefined {
  if (runsStandardInput(command) && pipesDownload(command)) return "the output of a download";
  if (!isInterpreter(command) || !command.substitutions.some(isDownload)) return undefined;
  return readsSubstitution(command) ? "the output of a download" : undefined;
}

/** Whether the left side of the pipe is a download, with filters such as `tee` and `sed` in between. */
function pipesDownload(command: Command): boolean {
  const seen = new Set<Command>();
  for (let from = command.pipedFrom; from && !seen.has(from); from = from.pipedFrom) {
    if (isDownload(from)) return isPrinted(from);
    seen.add(from);
  }
  return false;
}

/** Whether the substitution is the program: what `eval` or `-c` is given begins with it, or it is the file `<(…)`; elsewhere it is an argument. */
function readsSubstitution({ name, words }: Command): boolean {
  const first = words.findIndex(({ text }) => text === undefined || !text.startsWith("-"));
  const word = words[first];
  if (!word || word.text !== undefined) return false;
  if (word.source.startsWith("<(")) return true;
  const given =
    name === "eval" || words.slice(0, first).some(({ text }) => text !== undefined && /^-[A-Za-z]*c$/.test(text));
  return given && /^"?(?:\$\(|`)/.test(word.source);
}

function startsFile(command: Command, files: ReadonlySet<string>): boolean {
  return !isDownload(command) && ranFiles(command).some((file) => files.has(file));
}
