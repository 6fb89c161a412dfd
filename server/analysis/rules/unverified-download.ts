import { remove } from "../fixes/remove.ts";
import { removeOption } from "../fixes/word.ts";
import type { Setting } from "../model/setting.ts";
import type { Run } from "../model/stage.ts";
import { addresses, fetchesAndRuns, fetchesCode, isDownload, verifies } from "../shell/download.ts";
import type { Command, Word } from "../shell/script.ts";
import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";
import { namedInside } from "./shared/naming.ts";

export default rule({
  id: "unverified-download",
  group: "image",
  level: "warning",
  docs: {
    title: "Certificate or signature check switched off",
    what: "A download in the build does not check who serves it or who signed it: `curl -k`, `wget --no-check-certificate`, `apt-get --allow-unauthenticated`, `apk --allow-untrusted`, `--nogpgcheck`, `pip --trusted-host`, `strict-ssl false`, `GIT_SSL_NO_VERIFY`, `NODE_TLS_REJECT_UNAUTHORIZED=0` and others. So it is with what a container runs, where it brings something to run. `insecure-registries` and a mirror by `http:` have Docker's daemon do the same for every image.",
    why: "Anybody on the way, in the network of the office or of a cloud, answers in the server's place and has a package of theirs installed as root. Set with `ENV`, the switch also holds for the program that runs later.",
    fine: "A request to the machine itself (`localhost`) is not reported.",
    instead:
      "Install the right certificate (`ca-certificates`, or the company's own with `update-ca-certificates`), or import the signing key.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:13
        RUN curl -fsSLk https://example.com/tool -o /usr/local/bin/tool`,
      good: dockerfile`
        FROM debian:13
        RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool`,
    },
    references: [
      "https://curl.se/docs/sslcerts.html",
      "https://wiki.debian.org/SecureApt",
      "https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",
    ],
  },

  /** Whoever stands between the daemon and such a registry chooses what its images are, for every container of the host. */
  *checkDaemon({ settings }) {
    // The daemon trusts the machine itself without being told to.
    for (const { text, at } of settings.get("insecure-registries")?.items ?? [])
      if (!/^(?:$|localhost|127\.|\[::1\])/.test(text))
        yield {
          at,
          evidence: `registry ${text}`,
          message: said`Docker's daemon pulls from ${text} without checking who serves it, for every container of the host.`,
          fixes: [{ ...remove(text, at), alone: "Images of this registry could not be pulled." }],
        };
    for (const { text, at } of settings.get("registry-mirrors")?.items ?? [])
      if (/^http:/i.test(text))
        yield {
          at,
          evidence: `mirror ${text}`,
          message: said`Docker's daemon takes Docker Hub's images from ${text}, in clear text.`,
        };
  },

  *check(container) {
    const repeated = new Repeated();
    for (const { name, literal, via } of container.source.scripts) {
      for (const command of literal.commands) {
        const word = uncheckedOption(command);
        if (word === undefined || !bringsCode(command)) continue;
        if (installsFile(command) && literal.commands.some(verifies)) continue;
        yield {
          of: { at: word.at, ...(via === undefined ? {} : { via }) },
          evidence: repeated.next(`${name} ${command.name ?? ""} ${word.text ?? ""}`),
          message: said`${said`${name} of ${namedInside(container)}`} downloads without its checks: ${`${command.name ?? ""} ${word.text ?? word.source}`}.`,
        };
      }
    }
  },

  *checkStage(stage) {
    const repeated = new Repeated();
    const told = new Map<Run, string>();
    for (const { command, run } of (["RUN", "ENTRYPOINT", "CMD"] as const).flatMap((one) => [...stage.commands(one)])) {
      if (run.instruction !== "RUN" && !bringsCode(command)) continue;
      const word = uncheckedOption(command);
      if (word && !(installsFile(command) && run.script.commands.some(verifies))) {
        const message = said`${command.name ?? ""} downloads without its checks: ${word.text ?? word.source}.`;
        yield {
          at: word.at,
          evidence: repeated.next(`${command.name ?? ""} ${word.text ?? ""}`),
          message,
          fixes: isAlone(command, word) ? removeOption(command, word, "k") : [],
        };
      }
      const written = writtenSetting(command);
      // The lines of one file of sources say the same thing, and are mended together.
      if (written && told.get(run) !== written.what) {
        told.set(run, written.what);
        const message = said`${command.name ?? ""} switches a check off for all downloads: ${written.what}.`;
        yield { at: written.word.at, evidence: repeated.next(`${command.name ?? ""} ${written.what}`), message };
      }
      for (const { name, at } of switchedOff(command))
        yield { at, evidence: repeated.next(name), message: said`${name} switches the check of certificates off.` };
    }
    for (const { name, value, at } of stage.variables) {
      const text = knownText(value);
      if (text === undefined || !switchesOff(name, text)) continue;
      yield { at, evidence: repeated.next(name), message: said`${name} switches the check of certificates off.` };
    }
  },
});

function knownText(setting: Setting<string | null>): string | undefined {
  return setting.state === "known" ? (setting.value ?? undefined) : undefined;
}

/** Whether an option stands for itself: the value of another one must not stay behind, where it would be taken for a package. */
function isAlone({ words }: Command, { text = "" }: Word): boolean {
  const at = words.findIndex((word) => word.text === text);
  const before = words[at - 1]?.text ?? "";
  return text.startsWith("-") && text !== "--trusted-host" && before !== "-o" && before !== "--setopt";
}

/** The option of each program that switches its check off. */
const OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ["curl", /^(?:-[a-jl-zA-Z]*k[a-zA-Z]*|--insecure|--proxy-insecure)$/],
  ["wget", /^--no-check-certificate$/],
  ["aria2c", /^--check-certificate=false$/],
  [
    "apt-get",
    /^(?:--allow-unauthenticated|--allow-insecure-repositories|--force-yes|(?:-o)?Acquire::(?:https::(?:[^:]+::)?Verify-(?:Peer|Host)=(?:false|0|no)|AllowInsecureRepositories=(?:true|1|yes))|(?:-o)?APT::Get::AllowUnauthenticated=(?:true|1|yes))$/i,
  ],
  ["apk", /^--allow-untrusted$/],
  [
    "yum",
    /^(?:--nogpgcheck|--no-gpgchecks?|(?:--setopt=)?(?:[\w.*-]+\.)?(?:sslverify|gpgcheck|repo_gpgcheck)=(?:0|false|no))$/i,
  ],
  ["rpm", /^(?:--nosignature|--nodigest|--nosigcheck)$/],
  ["zypper", /^(?:--no-gpg-checks|--no-gpgcheck|--allow-unsigned-rpm)$/],
  ["pip", /^(?:--trusted-host(?:=.*)?|--allow-insecure-host(?:=.*)?)$/],
  ["git", /^(?:-c)?http\.(?:.*\.)?sslVerify=(?:false|0|no|off)$/i],
  ["helm", /^--insecure-skip-tls-verify$/],
]);

const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    apt: "apt-get",
    aptitude: "apt-get",
    dnf: "yum",
    microdnf: "yum",
    tdnf: "yum",
    "yum-config-manager": "yum",
    "dnf-config-manager": "yum",
    pip3: "pip",
    pipx: "pip",
    uv: "pip",
  }),
);

/** Whether it installs a package that lies there as a file; nobody else can check it where its signature was checked by itself. */
function installsFile({ name = "", words }: Command): boolean {
  const isManager = ["apk", "apt-get", "rpm", "yum", "zypper"].includes(SAME.get(name) ?? name);
  return isManager && words.some(({ text }) => text !== undefined && /\.(?:apk|deb|rpm)$/.test(text));
}

/** Whether a command brings something to run: containers also ask each other, under names that no certificate holds. */
function bringsCode(command: Command): boolean {
  if (!isDownload(command)) return true;
  return fetchesAndRuns(command) || addresses(command).some(({ text = "" }) => fetchesCode(command, text));
}

function uncheckedOption(command: Command): Word | undefined {
  const { name = "", words } = command;
  const option = OPTIONS.get(SAME.get(name) ?? name);
  if (!option && !SETTINGS.has(name)) return undefined;
  const texts = words.map(({ text }) => text ?? "");
  if (texts.some((text) => /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(text))) return undefined;
  // What only makes an index of packages that lie there downloads nothing.
  if (name === "apk" && texts.some((text) => text === "index" || text === "verify" || text === "manifest"))
    return undefined;
  const configured = SETTINGS.get(name)?.(texts) ?? -1;
  return configured >= 0 ? words[configured] : words.find(({ text }) => text !== undefined && option?.test(text));
}

/** Finds what a program is told to keep as its setting; -1 where it is none that switches a check off. */
type FindSetting = (texts: readonly string[]) => number;

const OFF = /^(?:false|0|no|off)$/i;

/** `config set NAME false` and `config NAME=false` of a program. `verbs` are the words of which one has to stand before. */
function setting(names: RegExp, verbs: readonly string[], off: RegExp = OFF): FindSetting {
  return (texts) => {
    if (!verbs.some((verb) => texts.includes(verb))) return -1;
    return texts.findIndex((text, index) => {
      const [name = "", value] = text.split("=", 2);
      return names.test(name) && off.test(value ?? texts[index + 1] ?? "");
    });
  };
}

const SETTINGS: ReadonlyMap<string, FindSetting> = new Map([
  ["npm", setting(/^strict-ssl$/, ["config", "set", "c"])],
  ["pnpm", setting(/^strict-ssl$/, ["config", "set", "c"])],
  ["yarn", setting(/^(?:strict-ssl|enableStrictSsl)$/, ["config"])],
  ["git", setting(/^http\.(?:.*\.)?sslverify$/i, ["config"])],
  ["pip", setting(/^(?:global|install|download|user|site)\.trusted-host$/, ["config"], /./)],
  ["pip3", setting(/^(?:global|install|download|user|site)\.trusted-host$/, ["config"], /./)],
  ["conda", setting(/^ssl_verify$/, ["config"])],
  ["mamba", setting(/^ssl_verify$/, ["config"])],
  ["composer", setting(/^disable-tls$/, ["config"], /^(?:true|1|yes)$/i)],
  ["go", setting(/^(?:GOSUMDB|GONOSUMCHECK)$/, ["env"], /^(?:off|1)$/)],
  ["bundle", setting(/^ssl_verify_mode$/, ["config"])],
  ["yum-config-manager", (texts) => texts.findIndex((text) => YUM_OPTION.test(text))],
  ["dnf-config-manager", (texts) => texts.findIndex((text) => YUM_OPTION.test(text))],
]);

const YUM_OPTION = /^(?:--setopt=)?(?:[\w.*-]+\.)?(?:sslverify|gpgcheck)=(?:0|false|no)$/i;

/** A line that a command writes into the configuration of a program, without white space around it and with single spaces in it. */
const CONFIGURATION: readonly { readonly file: RegExp; readonly line: RegExp }[] = [
  { file: /(?:^|\/)\.?_?curlrc$/, line: /^(?:-?-?insecure|-k)\b/ },
  { file: /(?:^|\/)\.?wgetrc$/, line: /^check_certificate ?= ?off/i },
  { file: /\.?npmrc$/, line: /^strict-ssl ?= ?false/ },
  { file: /\.yarnrc(?:\.yml)?$/, line: /^(?:strict-ssl|enableStrictSsl) ?:? ?false/ },
  {
    file: /(?:yum|dnf)\.conf$|\.repo$/,
    line: /^(?:sslverify|gpgcheck) ?= ?(?:0|false|no)/i,
  },
  { file: /sources\.list(?:\.d\/|$)/, line: /(?<=[[ ])trusted=yes\b|^Trusted: ?yes/i },
  {
    file: /apt\.conf(?:\.d\/|$)/,
    line: /(?:Verify-Peer|Verify-Host)["']? ["']?(?:false|0)|(?:AllowUnauthenticated|AllowInsecureRepositories)["']? ["']?(?:true|1)/i,
  },
  { file: /\.?gitconfig$/, line: /^sslVerify ?= ?(?:false|0)/i },
  { file: /pip\.(?:conf|ini)$/, line: /^trusted-host ?=/i },
  { file: /\.condarc$/, line: /^ssl_verify ?: ?(?:false|no)/i },
];

/** `echo insecure >> ~/.curlrc` and its kin: what is printed into such a file, be it by a redirection, a here-document or `tee`. */
function writtenSetting(command: Command): { readonly word: Word; readonly what: string } | undefined {
  const { name = "", words, redirects, pipedFrom } = command;
  if (!WRITERS.has(name)) return undefined;
  const targets = [
    ...redirects.flatMap(({ operator, target }) => (operator.includes(">") && target ? [target] : [])),
    ...(name === "tee" ? words.slice(-1) : []),
  ];
  if (targets.length === 0) return undefined;
  const printed = [
    ...(name === "tee" ? (pipedFrom?.words ?? []) : words).map(({ text, source }) => text ?? source),
    ...redirects.map(({ body }) => body ?? ""),
  ]
    .join("\n")
    .replaceAll("\\n", "\n")
    .split("\n")
    .map((text) => text.trim().split(/\s+/).join(" "));
  for (const { file, line } of CONFIGURATION) {
    const target = targets.find(({ text, source }) => file.test(text ?? source));
    const what = target && printed.flatMap((text) => line.exec(text)?.[0] ?? [])[0];
    if (target !== undefined && what !== undefined) return { word: target, what: what.trim() };
  }
  return undefined;
}

const WRITERS: ReadonlySet<string> = new Set(["echo", "printf", "cat", "tee"]);

/** Variables that a command is run with, or that `export` and `env` set for those behind it. */
function switchedOff(command: Command): readonly { readonly name: string; readonly at: Word["at"] }[] {
  const own = command.assignments.map(({ name, value }) => ({ name, text: value.text, at: value.at }));
  const exported =
    command.name !== "export"
      ? []
      : command.words.map(({ text = "", at }) => {
          const equals = text.indexOf("=");
          return { name: text.slice(0, Math.max(equals, 0)), text: text.slice(equals + 1), at };
        });
  return [...own, ...exported].filter(({ name, text }) => text !== undefined && switchesOff(name, text));
}

/**
 * Variables that do the same for what runs under them. Git takes any value, also an empty one and `false`: only that the variable is there counts.
 * Source: https://github.com/git/git/blob/master/http.c (getenv("GIT_SSL_NO_VERIFY")).
 */
function switchesOff(name: string, value: string): boolean {
  if (name === "GIT_SSL_NO_VERIFY") return true;
  if (name === "GOSUMDB" || name === "GONOSUMCHECK") return value === "off" || value === "1";
  if (name === "PIP_TRUSTED_HOST" || name === "GOINSECURE" || name === "UV_INSECURE_HOST") return value !== "";
  if (name === "COMPOSER_DISABLE_TLS") return /^(?:1|true)$/i.test(value);
  return ZERO.has(name) && value !== "" && OFF.test(value);
}

const ZERO: ReadonlySet<string> = new Set([
  "BUNDLE_SSL_VERIFY_MODE",
  "CONDA_SSL_VERIFY",
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "NPM_CONFIG_STRICT_SSL",
  "PYTHONHTTPSVERIFY",
  "YARN_ENABLE_STRICT_SSL",
  "YARN_STRICT_SSL",
  "npm_config_strict_ssl",
]);
