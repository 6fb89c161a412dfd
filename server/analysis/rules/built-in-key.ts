import { Lasting } from "../model/lasting.ts";
import type { Run } from "../model/stage.ts";
import type { Command, Word } from "../shell/script.ts";
import { listed, said, type Wording } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "built-in-key",
  group: "image",
  level: "warning",
  docs: {
    title: "Key that is made in the build",
    what: "A `RUN` makes a private key that stays in the image: `ssh-keygen`, `openssl req -x509 -keyout …`, `openssl genrsa`, `keytool -genkeypair`, `wg genkey`.",
    why: "Every container of the image has the same key, and so has everybody who may pull it: they read what is encrypted with it, and answer in the server's place.",
    fine: "A key that the image removes again, or that stays behind in another build stage, is not reported.",
    instead: "Make the key when the container first starts, into a volume, or hand it in with `secrets`.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN ssh-keygen -A`,
      good: dockerfile`
        FROM debian:13
        COPY --chmod=755 start.sh /usr/local/bin/start
        CMD ["start"]`,
    },
    references: [
      "https://man.openbsd.org/ssh-keygen",
      "https://docs.docker.com/compose/how-tos/use-secrets/",
      "https://cwe.mitre.org/data/definitions/321.html",
    ],
  },

  *checkStage(stage) {
    if (!stage.used) return;
    const repeated = new Repeated();
    const lasting = new Lasting(stage);
    const byRun = new Map<Run, { readonly first: Command; readonly paths: readonly string[] }>();
    for (const step of stage.commands("RUN")) {
      const { command } = step;
      const key = madeKey(command);
      if (key === undefined) continue;
      const lasts =
        key.file === undefined
          ? lasting.owns(key.path ?? "") && lasting.path(step, key.path ?? "")
          : lasting.right(step, "file", key.file);
      if (!lasts) continue;
      const where = key.file?.text ?? key.path;
      const made = byRun.get(step.run) ?? { first: command, paths: [] };
      byRun.set(step.run, { ...made, paths: [...made.paths, where ?? ""] });
    }
    for (const { first, paths } of byRun.values()) {
      const program = first.name ?? "";
      yield {
        at: first.at,
        evidence: repeated.next(paths[0] || program),
        message: said`${program} makes ${keysAt(paths)} that every container of the image shares.`,
      };
    }
  },
});

/** A private key: the word that names its file, or the path that the program takes by itself. */
interface Key {
  readonly file?: Word;
  readonly path?: string;
}

/** The keys that one `RUN` makes, with those paths that are known: `private keys, /a and /b,`. */
function keysAt(paths: readonly string[]): Wording {
  const known = paths.filter((path) => path !== "");
  if (known.length === 0) return paths.length === 1 ? said`a private key` : said`private keys`;
  if (paths.length === 1) return said`a private key, ${listed(known)},`;
  return known.length < paths.length
    ? said`private keys, ${listed(known)} among them,`
    : said`private keys, ${listed(known)},`;
}

function madeKey(command: Command): Key | undefined {
  return command.name === undefined ? undefined : MAKERS.get(command.name)?.(command);
}

const MAKERS: ReadonlyMap<string, (command: Command) => Key | undefined> = new Map<
  string,
  (command: Command) => Key | undefined
>([
  ["ssh-keygen", sshKey],
  ["dropbearkey", ({ words }) => named(words, /^-f$/)],
  ["openssl", opensslKey],
  [
    "keytool",
    ({ words }) =>
      has(words, /^-genkey(?:pair)?$/) ? (named(words, /^-keystore$/) ?? { path: "/root/.keystore" }) : undefined,
  ],
  ["make-ssl-cert", () => ({ path: "/etc/ssl/private/ssl-cert-snakeoil.key" })],
  ["mkcert", ({ words }) => (has(words, /^-(?:install|CAROOT)$/) ? undefined : (named(words, /^-key-file$/) ?? {}))],
  ["wg", ({ words, redirects }) => (words[0]?.text === "genkey" ? redirected(redirects) : undefined)],
  ["minisign", ({ words }) => (has(words, /^-G$/) ? (named(words, /^-s$/) ?? {}) : undefined)],
]);

/** What `ssh-keygen` makes unless it is asked about keys that are there: `-A` makes the server's, `-f` names a file. */
function sshKey({ words }: Command): Key | undefined {
  if (has(words, /^-[lyRFHeicpsBDLQYr]f?$/)) return undefined;
  if (has(words, /^-[a-z]*A$/)) return { path: "/etc/ssh/ssh_host_rsa_key" };
  return named(words, /^-[a-z]*f$/) ?? { path: "/root/.ssh/id_ed25519" };
}

/** A key of its own, or one that comes with a certificate that signs itself. `req -key` and `x509` take one that is there. */
function opensslKey({ words, redirects }: Command): Key | undefined {
  const verb = words[0]?.text;
  if (verb === "req") {
    const isNew = has(words, /^-(?:newkey|x509|new)$/) && !has(words, /^-key$/);
    return isNew ? (named(words, /^-keyout$/) ?? { path: "privkey.pem" }) : undefined;
  }
  const makes =
    verb === "genrsa" || verb === "genpkey" || verb === "gendsa" || (verb === "ecparam" && has(words, /^-genkey$/));
  return makes && !has(words, /^-genparam$/) ? (named(words, /^-out$/) ?? redirected(redirects)) : undefined;
}

function has(words: readonly Word[], option: RegExp): boolean {
  return words.some(({ text }) => text !== undefined && option.test(text));
}

function named(words: readonly Word[], option: RegExp): Key | undefined {
  const at = words.findIndex(({ text }) => text !== undefined && option.test(text));
  const file = at < 0 ? undefined : words[at + 1];
  return file === undefined || file.text === "/dev/null" ? undefined : { file };
}

/** Without a file it is printed, and nobody knows for whom. */
function redirected(redirects: Command["redirects"]): Key | undefined {
  const file = redirects.find(({ operator }) => operator.includes(">"))?.target;
  return file === undefined ? undefined : { file };
}
