import type { Command, Word } from "./script.ts";
import { hasLetter } from "./short-options.ts";

/** Whether the command fetches something over a network and prints it or puts it into a file. A `file:` address is none. */
export function isDownload({ name, words }: Command): boolean {
  if (name === undefined || !FETCHERS.has(name)) return false;
  return !words.some(({ text }) => text !== undefined && /^(?:file:|--version$|-V$|--help$)/.test(text));
}

const FETCHERS: ReadonlySet<string> = new Set(["curl", "wget", "fetch", "http", "https", "aria2c", "axel"]);

/** The addresses that a command fetches from, as words. */
export function addresses({ words }: Command): readonly Word[] {
  return words.filter(({ text }) => text !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(text));
}

/** The files that a download is told to write, as it is told; empty where it takes the name that the address ends with. */
export function chosenFiles({ name = "", words, redirects }: Command): readonly string[] {
  const texts = words.map(({ text }) => text ?? "");
  return [
    ...texts.flatMap((text, index) => outputName(name, text, texts[index + 1])),
    ...redirects.filter(({ operator }) => /^\d?>/.test(operator)).map(({ target }) => target?.text ?? ""),
  ];
}

/** Whether what a download fetches from the address is a program, an archive, a package or a key by its name, or is put where programs are. Data is nothing to run. */
export function fetchesCode({ words, redirects }: Command, address: string): boolean {
  const path = address.replace(/[?#].*$/s, "");
  if (
    /\.(?:asc|bat|bin|bz2|deb|exe|gem|gpg|gz|jar|js|key|msi|phar|pl|ps1|py|rb|repo|rpm|run|sh|so|tar|tgz|txz|war|whl|xz|zip|zst)$/i.test(
      path,
    )
  )
    return true;
  const written = [...words, ...redirects.flatMap(({ target }) => target ?? [])].map(({ text }) => text ?? "");
  return written.some(
    (text) => /^\/(?:usr\/(?:local\/)?)?s?bin\/|\.(?:sh|py|jar|deb|rpm|tgz|gz|zip)$/.test(text) && !/:\/\//.test(text),
  );
}

/** The base names of the files that a download writes: `-o FILE`, `-O`, `> FILE`, or the last part of the address. */
export function downloadedFiles(command: Command): readonly string[] {
  const { name, words, redirects } = command;
  const texts = words.map(({ text }) => text ?? "");
  const all = chosenFiles(command);
  const isRedirected = redirects.some(({ operator }) => /^\d?>/.test(operator));
  const isChosen = all.length > (isRedirected ? 1 : 0);
  const remote = isChosen || (name === "curl" && !texts.some(keepsName)) ? [] : texts.flatMap(lastOfAddress);
  return [...all, ...remote].map(baseName).filter((file) => file !== "" && file !== "-" && file !== "null");
}

function outputName(program: string, text: string, next: string | undefined): readonly string[] {
  const short = program === "wget" ? /^-[A-Za-z]*O$/ : /^-[A-Za-z]*o$/;
  if (text === "--output" || text === "--output-document" || short.test(text)) return [next ?? ""];
  // Right behind a letter only what is no letter is surely the name: `-qO-`, `-o/tmp/tool`.
  const near = program === "wget" ? /^-[A-Za-z]*O([^A-Za-z].*)$/ : /^-[A-Za-z]*o([^A-Za-z].*)$/;
  const joined = (/^--output(?:-document)?=(.*)$/.exec(text) ?? near.exec(text))?.[1];
  return joined === undefined ? [] : [joined];
}

/** Whether curl is told to keep the remote name. */
function keepsName(text: string): boolean {
  return text === "--remote-name" || text === "--remote-name-all" || /^-[A-NP-Za-z]*O[A-Za-z]*$/.test(text);
}

function lastOfAddress(text: string): readonly string[] {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? [text.replace(/[?#].*/s, "")] : [];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether what a download fetches goes to its standard output, for whoever reads the pipe. */
export function isPrinted(command: Command): boolean {
  return isDownload(command) && downloadedFiles(command).length === 0;
}

/** Whether the command compares a file with a checksum or a signature that is given. */
export function verifies({ name, words }: Command): boolean {
  if (name === undefined) return false;
  if (VERIFIERS.has(name)) return true;
  const verb = VERIFYING.get(name);
  if (verb !== undefined) return words.some(({ text }) => text?.startsWith(verb));
  return name === "openssl" && words.some(({ text = "" }, index) => text === "dgst" || (index === 0 && isSha(text)));
}

function isSha(text: string): boolean {
  return text === "sha256" || text === "sha512";
}

/** Programs that do nothing else. */
const VERIFIERS: ReadonlySet<string> = new Set(
  "sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum b3sum md5sum gpgv minisign signify rhash".split(" "),
);

/** Programs that do so when a word starts with this. */
const VERIFYING: ReadonlyMap<string, string> = new Map([
  ["gpg", "--verify"],
  ["gpg2", "--verify"],
  ["cosign", "verify"],
  ["notation", "verify"],
  ["slsa-verifier", "verify"],
]);

const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish"]);
const INTERPRETERS = /^(?:python(?:\d(?:\.\d+)?)?|perl|ruby|node|nodejs|php|pwsh|lua|bun)$/;

/** Whether the command runs code: a shell or an interpreter of a language, or `eval`, `source` and `.`. */
export function isInterpreter({ name }: Command): boolean {
  return (
    name !== undefined &&
    (SHELLS.has(name) || INTERPRETERS.test(name) || name === "eval" || name === "source" || name === ".")
  );
}

/** Whether an interpreter reads its program from standard input: it is given none, `-`, or for a shell `-s`. */
export function runsStandardInput(command: Command): boolean {
  const { name, words } = command;
  if (!isInterpreter(command) || name === "eval") return false;
  const shell = name !== undefined && SHELLS.has(name);
  for (const word of words) {
    const verdict = shell ? shellOption(word) : languageOption(word);
    if (verdict !== undefined) return verdict;
  }
  return name !== "source" && name !== ".";
}

/** What a shell's word says about standard input; undefined where the next word decides. */
function shellOption({ text }: Word): boolean | undefined {
  if (text === undefined) return false;
  if (text === "-" || text === "/dev/stdin" || text === "/proc/self/fd/0") return true;
  if (/^-[A-Za-rt-z]*s[A-Za-z]*$/.test(text)) return true;
  if (/^-[A-Zabd-z]*c[A-Za-z]*$/.test(text)) return false;
  return /^[-+]/.test(text) ? undefined : false;
}

function languageOption({ text }: Word): boolean | undefined {
  if (text === undefined) return false;
  if (text === "-" || text === "/dev/stdin") return true;
  if (/^-{1,2}(?:[A-Za-z]*[cmenprE]|eval|print)(?:=|$)/.test(text)) return false;
  return text.startsWith("-") ? undefined : false;
}

/** The base names of the files that the command runs: itself where it is given by a path, and an interpreter's script. */
export function ranFiles(command: Command): readonly string[] {
  if (!isInterpreter(command)) return command.name === undefined ? [] : [command.name];
  const script = command.words.find(({ text }) => text !== undefined && !text.startsWith("-"))?.text;
  return script === undefined || command.words.some(({ text }) => text === "-c" || text === "-m")
    ? []
    : [baseName(script)];
}

/** Whether an interpreter is given a program that fetches another one and runs it: `python -c "exec(urlopen(…).read())"`, `iex (irm …)`. */
export function fetchesAndRuns({ name, words }: Command): boolean {
  if (name === undefined) return false;
  const given = words.map(({ text, source }) => text ?? source).join(" ");
  if (/^python(?:\d(?:\.\d+)?)?$/.test(name))
    return /\b(?:exec|eval)\s*\(/.test(given) && /\b(?:urlopen|urlretrieve|requests\.get|httpx\.get)\b/.test(given);
  if (!/^(?:pwsh|powershell(?:\.exe)?|iex|invoke-expression)$/i.test(name)) return false;
  const runs = /\b(?:iex|invoke-expression)\b/i.test(`${name} ${given}`);
  return runs && /\b(?:downloadstring|invoke-webrequest|invoke-restmethod|iwr|irm)\b/i.test(given);
}

/** Whether the command takes an archive apart: the one whose name it is given, or what comes in over the pipe. */
export function unpacks({ name, words }: Command): boolean {
  if (name === undefined || !/^(?:tar|bsdtar|unzip|7z|cpio)$/.test(name)) return false;
  if (name !== "tar" && name !== "bsdtar") return true;
  const [first = ""] = words.map(({ text }) => text ?? "");
  return (
    words.some(({ text = "" }) => /^--(?:extract|get)$/.test(text) || hasLetter(text, "x")) ||
    hasLetter(`-${first}`, "x")
  );
}

/** The directory that an archive is unpacked into; undefined where it is the working directory. */
export function unpackedInto({ name, words }: Command): string | undefined {
  const texts = words.map(({ text }) => text ?? "");
  const option = name === "unzip" ? /^-[a-z]*d$/ : /^(?:-[a-zA-Z]*C|--directory)$/;
  const at = texts.findIndex((text) => option.test(text));
  return at >= 0
    ? texts[at + 1]
    : texts.map((text) => /^(?:--directory=|-C)(.+)$/.exec(text)?.[1]).find((text) => text !== undefined);
}
