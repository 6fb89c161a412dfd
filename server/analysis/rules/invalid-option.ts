import { MODE_KEYS } from "../facts/engine-modes.ts";
import { remove, removeUseless, replace } from "../fixes/remove.ts";
import type { Fix } from "../model/change.ts";
import type { Container, InvalidValue, SecurityOption } from "../model/container.ts";
import { refusalText } from "../model/refusal.ts";
import { spelled, spelledWith } from "../model/spelling.ts";
import { UNRESOLVED } from "../text/unresolved.ts";
import { ours, said, type Wording } from "../text/wording.ts";
import { type ContainerProblem, rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";
import { asPlainText, inheritedFrom, namedInside } from "./shared/naming.ts";

export default rule({
  id: "invalid-option",
  group: "privileges",
  level: "warning",
  docs: {
    title: "Setting that is refused or ignored",
    what: "A security option, a capability, a namespace or a mount option is written in a way that nobody knows. Compose passes `pid: banana` on unread, and the engine then refuses to start the container; Compose drops `:RO` and `:noexec` behind a volume without a word, and `userns_mode: private` changes nothing. `ports` beside `network_mode: service:NAME` are refused: they belong to the service whose network it is. Compose itself refuses a project for `user: 1000` without quotes, for `cap_drop: ALL` without a list, and for every key that it does not know, such as `cap_dorp`; of a file with broken YAML, a key that is there twice or an anchor that is nowhere it reads nothing, which is an error; BuildKit refuses a Dockerfile without `FROM`, and one with a flag or an instruction that it does not know. Whatever is refused is told here, and hardens nothing. Quadlet makes no service of a unit with a key that it does not know, and dockerd does not start with such a key in `daemon.json`.",
    why: "Whoever meets a refusal on a Friday evening takes the line out, and with it the wall that it was meant to be. What is ignored is worse: the file reads as if the wall were there, and `/data:/data:RO` can be written to.",
    instead:
      "Write it as it is read, with the nearest word where one is named: `:ro` in lower case, `pid: host` or `service:NAME`, `no-new-privileges:true`, `systempaths=unconfined`, `seccomp=FILE`, `apparmor=PROFILE`, `label=KEY:VALUE`, `writable-cgroups=true`, and capabilities by the names of capabilities(7), with or without `CAP_`.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          app:
            image: alpine:3.22
            security_opt: [no_new_privileges:true]`,
      good: yaml`
        services:
          app:
            image: alpine:3.22
            security_opt: [no-new-privileges:true]`,
    },
    references: [
      "https://docs.docker.com/reference/compose-file/services/#security_opt",
      "https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json",
      "https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/parse.go",
      "https://github.com/moby/moby/blob/master/daemon/daemon_unix.go",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ],
  },
  keys: [
    ...["security_opt", "cap_add", "cap_drop", "pid", "ipc", "uts", "userns_mode", "volumes", "ports", "networks"],
    // What a switch of a command line is followed by.
    ...["privileged", "read_only", "init", "cgroup"],
    ...MODE_KEYS,
  ],

  *check(service) {
    for (const option of service.security.options) {
      if (option.valid) {
        if (option.inert) yield inert(option, service);
        continue;
      }
      const right = corrected(option);
      yield {
        of: option,
        evidence: option.text,
        message:
          option.because === undefined
            ? said`The engine refuses the security option "${option.text}" of ${namedInside(service)}.`
            : said`The engine refuses the security option "${option.text}" of ${namedInside(service)}: ${ours(option.because)}.`,
        fixes: [
          right !== undefined && right !== option.text
            ? replace(option.text, right, option.at)
            : remove(option.text, option.at),
        ],
      };
    }
    yield* invalidValues(service);
    if (service.capabilities.bounding.state === "unknown") return;
    for (const listed of [...service.capabilities.added, ...service.capabilities.dropped]) {
      if (listed.value !== undefined || listed.text.includes(UNRESOLVED)) continue;
      const all = /^cap_all$/i.test(listed.text);
      yield {
        of: listed,
        evidence: listed.text,
        message: said`The engine knows no capability "${listed.text}", which ${namedInside(service)} lists.`,
        fixes: [all ? replace(listed.text, "ALL", listed.at) : remove(listed.text, listed.at)],
      };
    }
  },

  /** What makes Compose or BuildKit refuse the whole file is told of whatever it is: no wall of it stands, and nothing runs. */
  *checkRefusal(refusal) {
    const { at, because, mend, unreadable = false } = refusal;
    const fix = mend && { title: mend.title, safe: false, changes: mend.changes };
    yield {
      at,
      ...(unreadable ? { level: "error" as const } : {}),
      evidence: because,
      message: asPlainText(refusalText(refusal)),
      fixes: fix === undefined ? [] : [mend?.isGuess ? { ...fix, confidence: "medium" } : fix],
    };
  },
});

/** An option that Compose takes for itself, and asks for in a way that this engine does not hear. */
function inert(option: SecurityOption, service: Container): ContainerProblem {
  return {
    of: option,
    evidence: option.text,
    message: said`The security option "${option.text}" of ${namedInside(service)} changes nothing: the engine does not hear it from Compose.`,
    // Whoever runs it has run without it all along.
    fixes: [removeUseless(option.text, option.at)],
    redundant: true,
  };
}

function* invalidValues(service: Container): Generator<ContainerProblem> {
  for (const one of service.source.invalidValues) {
    const { key, value, at, effect, because, meant } = one;
    if (because !== undefined) {
      yield {
        of: one,
        evidence: `${key} ${one.text}`,
        message:
          effect === "refused"
            ? said`${spelled(service, key)} of ${namedInside(service)} is refused: ${ours(asPlainText(because))}.`
            : said`${spelled(service, key)} of ${namedInside(service)} changes nothing: ${ours(asPlainText(because))}.`,
        fixes: meant === undefined ? [] : [replace(value, meant, at)],
      };
      continue;
    }
    yield {
      at,
      evidence: `${key} ${one.text}`,
      message: effect === "refused" ? refused(one, service) : idle(one, service),
      related: inheritedFrom(service, one),
      fixes: rightForm(one),
    };
  }
}

function refused({ key, value }: InvalidValue, service: Container): Wording {
  const owner = namedInside(service);
  if (key === "volumes") return said`The engine refuses the mount option "${value}" of ${owner}.`;
  if (key === "ports") return said`The engine refuses ports beside ${value} of ${owner}.`;
  return said`The engine refuses ${spelledWith(service, key, value)} of ${owner}.`;
}

function idle({ key, value }: InvalidValue, service: Container): Wording {
  const owner = namedInside(service);
  if (key === "volumes")
    return said`The mount option "${value}" of ${owner} changes nothing: Compose does not know it.`;
  if (key === "ports") return said`ports beside ${value} of ${owner} changes nothing.`;
  return said`${spelledWith(service, key, value)} of ${owner} changes nothing.`;
}

/** The right form in place of the wrong one; what is only idle can go. */
function rightForm({ key, value, text, at, effect, meant }: InvalidValue): readonly Fix[] {
  if (key === "ports") return [remove(key, at)];
  if (key !== "volumes") {
    if (meant !== undefined) return [replace(value, meant, at)];
    return effect === "ignored" ? [remove(`${key}: ${value}`, at)] : [];
  }
  if (meant === undefined) return [];
  const options = text.slice(text.lastIndexOf(":") + 1).split(",");
  const right = options.map((option) => (option === value ? meant : option)).join(",");
  const whole = `${text.slice(0, text.lastIndexOf(":") + 1)}${right}`;
  return [{ ...replace(value, meant, at), changes: [{ do: "replace-at", at, value: whole }] }];
}

/** What was surely meant, for the spellings that are met in the wild. */
function corrected({ text }: SecurityOption): string | undefined {
  const plain = text.toLowerCase().replace(/\s+/g, "").replaceAll("_", "-");
  if (/^no-?new-?priv(?:ilege)?s?(?:[:=](?:true|yes|on|1)?)?$/.test(plain)) return "no-new-privileges:true";
  if (plain === "systempaths:unconfined") return "systempaths=unconfined";
  if (/^writable-cgroups(?:[:=](?:true|yes|on|1)?)?$/.test(plain)) return "writable-cgroups=true";
  if (plain === "disable" || plain === "label-disable") return "label=disable";
  return undefined;
}
