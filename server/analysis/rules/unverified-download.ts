import { removeOption } from "../fixes/word.ts";
import type { Setting } from "../model/setting.ts";
import { verifies } from "../shell/download.ts";
import type { Command, Word } from "../shell/script.ts";
import { rule } from "./rule.ts";
import { Repeated } from "./shared/evidence-counter.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "unverified-download",
  group: "image",
  level: "warning",
  docs: {
    title: "Certificate or signature check switched off",
    what: "A download in the build does not check who serves it or who signed it: `curl -k`, `wget --no-check-certificate`, `apt-get --allow-unauthenticated`, `apk --allow-untrusted`, `--nogpgcheck`, `pip --trusted-host`, `strict-ssl false`, `GIT_SSL_NO_VERIFY`, `NODE_TLS_REJECT_UNAUTHORIZED=0` and others.",
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

  *checkStage(stage) {
    const repeated = new Repeated();
    for (const { instruction, script } of stage.runs) {
      if (instruction !== "RUN") continue;
      for (const command of script.commands) {
        const word = uncheckedOption(command);
        if (word && !(installsFile(command) && script.commands.some(verifies))) {
          const message = `${command.name ?? ""} downloads without its checks: ${word.text ?? word.source}.`;
          yield {
            at: word.at,
            evidence: repeated.next(`${command.name ?? ""} ${word.text ?? ""}`),
            message,
            fixes: word.text?.startsWith("-") ? removeOption(command, word, "k") : [],
          };
        }
        for (const { name, value } of command.assignments) {
          if (value.text === undefined || !switchesOff(name, value.text)) continue;
          yield {
            at: value.at,
            evidence: repeated.next(name),
            message: `${name} switches the check of certificates off.`,
          };
        }
      }
    }
    for (const { name, value, at } of stage.variables) {
      const text = knownText(value);
      if (text === undefined || !switchesOff(name, text)) continue;
      yield { at, evidence: repeated.next(name), message: `${name} switches the check of certificates off.` };
    }
  },
});

function knownText(setting: Setting<string | null>): string | undefined {
  return setting.state === "known" ? (setting.value ?? undefined) : undefined;
}

/** The option of each program that switches its check off. */
const OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ["curl", /^(?:-[a-jl-zA-Z]*k[a-zA-Z]*|--insecure|--proxy-insecure)$/],
  ["wget", /^--no-check-certificate$/],
  [
    "apt-get",
    /^(?:--allow-unauthenticated|--force-yes|(?:-o)?Acquire::(?:https::Verify-Peer=(?:false|0)|AllowInsecureRepositories=(?:true|1))|(?:-o)?APT::Get::AllowUnauthenticated=(?:true|1|yes))$/i,
  ],
  ["apk", /^--allow-untrusted$/],
  ["yum", /^(?:--nogpgcheck|--setopt=(?:sslverify|gpgcheck)=(?:0|false))$/],
  ["rpm", /^(?:--nosignature|--nodigest)$/],
  ["zypper", /^(?:--no-gpg-checks|--no-gpgcheck|--allow-unsigned-rpm)$/],
  ["pip", /^--trusted-host(?:=.*)?$/],
  ["git", /^(?:-c)?http\.sslVerify=(?:false|0)$/i],
]);

const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    apt: "apt-get",
    aptitude: "apt-get",
    dnf: "yum",
    microdnf: "yum",
    tdnf: "yum",
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

function uncheckedOption({ name = "", words }: Command): Word | undefined {
  const option = OPTIONS.get(SAME.get(name) ?? name);
  if (!option && !REGISTRY_CLIENTS.has(name)) return undefined;
  const texts = words.map(({ text }) => text ?? "");
  if (texts.some((text) => /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(text))) return undefined;
  const configured = texts.findIndex((text, index) => isSetting(name, text, texts[index + 1]));
  return configured >= 0 ? words[configured] : words.find(({ text }) => text !== undefined && option?.test(text));
}

const REGISTRY_CLIENTS: ReadonlySet<string> = new Set(["npm", "yarn", "pnpm"]);

/** `npm config set strict-ssl false` and `git config --global http.sslVerify false`. */
function isSetting(name: string, text: string, next: string | undefined): boolean {
  if (REGISTRY_CLIENTS.has(name))
    return /^strict-ssl(?:=false)?$/.test(text) && (text.endsWith("=false") || next === "false");
  return name === "git" && /^http\.(?:.*\.)?sslverify$/i.test(text) && (next === "false" || next === "0");
}

/** Variables that do the same for what runs under them. */
function switchesOff(name: string, value: string): boolean {
  const on = !/^(?:|0|false|no|off)$/i.test(value);
  if (name === "GIT_SSL_NO_VERIFY") return on;
  if (name === "GOSUMDB") return value === "off";
  if (name === "PIP_TRUSTED_HOST" || name === "GOINSECURE") return value !== "";
  const zero = ["NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY", "NPM_CONFIG_STRICT_SSL", "npm_config_strict_ssl"];
  return zero.includes(name) && !on && value !== "";
}
