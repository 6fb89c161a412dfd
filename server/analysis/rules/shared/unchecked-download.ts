import {
  chosenFiles,
  downloadedFiles,
  fetchesAndRuns,
  isDownload,
  isInterpreter,
  isPrinted,
  ranFiles,
  runsStandardInput,
  unpackedInto,
  unpacks,
  verifies,
} from "../../shell/download.ts";
import type { Command } from "../../shell/script.ts";
import { type Part, said, type Wording } from "../../text/wording.ts";

/** More names than anybody downloads are not followed. */
const MOST_FILES = 1000;

/** A command that runs or installs what was downloaded and compared with nothing. */
export interface Unchecked {
  readonly command: Command;
  /** What it runs; with a level, what it puts into a directory of programs. */
  readonly how: Part;
  readonly level?: "info";
}

/** What the commands of one script, such as a `RUN`, run or install of what was downloaded. `loose` holds the files of the instructions before, and then those of this one too. */
export function* unchecked(commands: readonly Command[], loose: Set<string>): Generator<Unchecked> {
  // Downloads behind pipes and in substitutions are among them.
  const downloads = commands.filter(isDownload);
  if (commands.some(verifies)) {
    loose.clear();
    for (const command of commands) if (fetchesAndRuns(command)) yield { command, how: said`the output of a download` };
    yield* commands.flatMap((command) => {
      const how = downloads.length > 0 ? streamed(command) : undefined;
      return how === undefined ? [] : [{ command, how }];
    });
    return;
  }
  for (const file of downloads.flatMap(downloadedFiles)) if (loose.size < MOST_FILES) loose.add(file);
  let unpacked = false;
  let entered = false;
  for (const command of commands) {
    const how = streamed(command) ?? startedFrom(command, loose, unpacked, entered);
    if (how !== undefined) {
      for (const file of ranFiles(command)) loose.delete(file);
      yield { command, how };
    } else {
      const installed = installs(command, loose);
      if (installed !== undefined) yield { command, how: installed, level: "info" };
    }
    unpacked ||= unpacks(command) && isLoose(command, loose);
    entered ||= unpacked && command.name === "cd";
  }
}

function startedFrom(
  command: Command,
  loose: ReadonlySet<string>,
  unpacked: boolean,
  entered: boolean,
): Wording | undefined {
  if (startsFile(command, loose)) return said`a downloaded file`;
  if (fetchesAndRuns(command)) return said`the output of a download`;
  return unpacked && startsUnpacked(command, entered) ? said`a file of a downloaded archive` : undefined;
}

/** An installer by its name, in a directory below the one that the archive was unpacked into, or there after `cd`. */
function startsUnpacked(command: Command, entered: boolean): boolean {
  const script = isInterpreter(command)
    ? command.words.find(({ text }) => text !== undefined && !text.startsWith("-"))?.text
    : command.program;
  if (script === undefined || !/^\S*$/.test(script)) return false;
  if (!/(?:^|\/)(?:install|setup|bootstrap)[\w.-]*$|\.(?:sh|run|bin)$/i.test(script)) return false;
  return (
    /^(?:\.\/)?[^/]+\//.test(script.replace(/^\.\//, "")) ||
    script.startsWith("/tmp/") ||
    (entered && script.startsWith("./"))
  );
}

/** Where programs are looked for by their names. */
const PROGRAM_DIRECTORY = /^\/(?:usr\/(?:local\/)?)?s?bin\/?$/;

/** A download that is written among the programs, an archive that is unpacked there, or a downloaded file that is moved there. */
function installs(command: Command, loose: ReadonlySet<string>): Part | undefined {
  if (isDownload(command)) {
    const path = chosenFiles(command).find((file) => PROGRAM_DIRECTORY.test(file.slice(0, file.lastIndexOf("/"))));
    return path === undefined ? undefined : path;
  }
  if (unpacks(command) && isLoose(command, loose)) {
    const directory = unpackedInto(command);
    return directory !== undefined && PROGRAM_DIRECTORY.test(directory)
      ? said`a downloaded archive into ${directory}`
      : undefined;
  }
  const texts = command.words.map(({ text }) => text ?? "");
  if (installsPackages(command.name, texts))
    return texts.find((text) => /\.(?:deb|rpm)$/.test(text) && loose.has(text.slice(text.lastIndexOf("/") + 1)));
  if (command.name !== "mv" && command.name !== "cp" && command.name !== "install") return undefined;
  const target = texts.at(-1) ?? "";
  const into = PROGRAM_DIRECTORY.test(target) || PROGRAM_DIRECTORY.test(target.slice(0, target.lastIndexOf("/")));
  const file = into ? texts.slice(0, -1).find((text) => loose.has(text.slice(text.lastIndexOf("/") + 1))) : undefined;
  return file === undefined ? undefined : said`${file} into ${target}`;
}

/**
 * Whether a command installs packages out of files, whose signatures none of these asks for: `dpkg -i`, `rpm -i`, `apt-get install ./app.deb`.
 * Source: https://wiki.debian.org/SecureApt, https://dnf.readthedocs.io/en/latest/conf_ref.html (`localpkg_gpgcheck`)
 */
function installsPackages(name: string | undefined, texts: readonly string[]): boolean {
  if (name === "dpkg") return texts.some((text) => text === "-i" || text === "--install");
  if (name === "rpm") return texts.some((text) => /^-[a-zA-Z]*[iUF]|^--(?:install|upgrade|freshen)$/.test(text));
  if (!/^(?:apt|apt-get|yum|dnf|microdnf|zypper)$/.test(name ?? "")) return false;
  return texts.some((text) => text === "install" || text === "localinstall");
}

/** Whether what a command is given, by name or over the pipe, is a download that nothing was compared with. */
function isLoose(command: Command, loose: ReadonlySet<string>): boolean {
  return (
    pipesDownload(command) || command.words.some(({ text = "" }) => loose.has(text.slice(text.lastIndexOf("/") + 1)))
  );
}

/** How a download reaches the interpreter without becoming a file: over a pipe, or by substitution. */
function streamed(command: Command): Wording | undefined {
  if (runsStandardInput(command) && pipesDownload(command)) return said`the output of a download`;
  if (!isInterpreter(command) || !command.substitutions.some(isDownload)) return undefined;
  return readsSubstitution(command) ? said`the output of a download` : undefined;
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
