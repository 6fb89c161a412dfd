import { addresses, fetchesCode, isDownload, verifies } from "../shell/download.ts";
import type { Command, Word } from "../shell/script.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "cleartext-download",
  group: "image",
  level: "warning",
  outranks: ["remote-add"],
  docs: {
    title: "Program fetched over plain HTTP",
    what: "The build fetches a program, an archive, a package or a signing key over `http://` and compares it with nothing: `curl http://… -o tool`, `ADD http://…`, `pip install --index-url http://…`, `npm config set registry http://…`, `rpm --import http://…`, `git clone http://…`. So does what a container runs: `CMD`, `command`, `entrypoint`, hooks.",
    why: "Anybody on the way, in the network of the office, of a provider or of a cloud, answers in the server's place, and what they send runs as root in the build and in every container made of the image.",
    fine: "Package lists of apt and apk are signed, so that their mirrors may be plain HTTP. What is compared with a checksum or a signature in the same `RUN`, or comes from the machine itself or a private network, is not reported.",
    instead: "Use `https://`, and compare with a checksum: `ADD --checksum=sha256:… https://…`.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN curl -o /usr/local/bin/tool http://example.com/tool && chmod +x /usr/local/bin/tool`,
      good: dockerfile`
        FROM debian:13
        RUN curl -o /usr/local/bin/tool https://example.com/tool && chmod +x /usr/local/bin/tool`,
    },
    references: [
      "https://docs.docker.com/reference/dockerfile/#add---checksum",
      "https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-i",
    ],
  },

  *check(container) {
    const repeated = new Repeated();
    for (const { name, literal, via } of container.source.scripts) {
      for (const command of literal.commands) {
        const word = plainAddress(command);
        if (word === undefined || (isDownload(command) && literal.commands.some(verifies))) continue;
        yield {
          of: { at: word.at, ...(via === undefined ? {} : { via }) },
          evidence: repeated.next(`${name} ${shown(word)}`),
          message: said`${said`${name} of ${namedInside(container)}`} fetches ${shown(word)} over plain HTTP, where anybody on the way may change it.`,
        };
      }
    }
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const { command, run } of (["RUN", "ENTRYPOINT", "CMD"] as const).flatMap((one) => [...stage.commands(one)])) {
      const word = plainAddress(command);
      if (word === undefined || (isDownload(command) && run.script.commands.some(verifies))) continue;
      const message = said`${command.name ?? ""} fetches ${shown(word)} over plain HTTP, where anybody on the way may change it.`;
      yield { at: word.at, evidence: repeated.next(shown(word)), message };
    }
    for (const { instruction, flags, sources } of stage.copies) {
      if (instruction !== "ADD" || flags.some(({ name }) => name === "checksum")) continue;
      for (const { text, at } of sources) {
        if (!isPlain(text)) continue;
        const message = said`ADD fetches ${text} over plain HTTP, where anybody on the way may change it.`;
        yield { at, evidence: repeated.next(text), message };
      }
    }
  },
});

/** The address without what stands before it: `--index-url=http://…`. */
function shown({ text = "" }: Word): string {
  return text.slice(Math.max(0, text.search(/https?:\/\//i)));
}

/** The word with which a command fetches code or a key over plain HTTP. */
function plainAddress(command: Command): Word | undefined {
  const { name = "", words } = command;
  if (isDownload(command))
    return addresses(command).find(({ text = "" }) => isPlain(text) && fetchesCode(command, text));
  const takes = FETCHERS.get(name);
  if (takes === undefined) return undefined;
  const texts = words.map(({ text }) => text ?? "");
  return words.find(({ text = "" }, index) => isPlain(text.replace(/^--?[\w-]+=/, "")) && takes(texts, index));
}

/** Programs beside those that only download, each with the words in which an address decides what is run. */
const FETCHERS: ReadonlyMap<string, (texts: readonly string[], index: number) => boolean> = new Map([
  ...["pip", "pip3", "pipx", "uv"].map(
    (name) =>
      [
        name,
        (texts: readonly string[]) =>
          texts.some((text) => /^(?:install|download|wheel|config|pip|add|sync)$/.test(text)),
      ] as const,
  ),
  ...["npm", "yarn", "pnpm"].map((name) => [name, () => true] as const),
  ["gem", (texts) => texts[0] === "install" || texts[0] === "sources"],
  ["git", (texts) => texts.includes("clone") || texts.includes("submodule")],
  ["go", (texts) => texts[0] === "env"],
  ["rpm", () => true],
  ["yum", (texts) => texts.includes("install") || texts.includes("localinstall")],
  ["dnf", (texts) => texts.includes("install")],
  ["apt-key", () => true],
  ["easy_install", () => true],
  ["helm", () => true],
]);

/** An address of plain HTTP that leads beyond the machine and private networks. */
function isPlain(text: string): boolean {
  const host = /^(?:git\+)?http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(text)?.[1]?.toLowerCase();
  if (host === undefined || !host.includes(".")) return false;
  return !/^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)|\.(?:local|localhost|internal|lan|test)$/.test(
    host,
  );
}
