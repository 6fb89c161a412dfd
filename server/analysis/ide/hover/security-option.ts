import {
  goBoolean,
  NEVER_UNLOCKABLE,
  PRIVILEGED_CHANGES,
  PRIVILEGED_KEEPS,
  PRIVILEGED_SOURCES,
  type SecurityOption,
  securityOption,
} from "../../facts/security-options.ts";
import { packedRuleAddress } from "../../report/rule-address.ts";
import { RULES_BY_ID } from "../../rules/index.ts";
import { type Card, code, codeList, defaultWords } from "./card.ts";

/** What one entry of `security_opt` does, in either spelling; undefined for an option that the Engine does not know. */
export function securityOptionCard(text: string): Card | undefined {
  const [name = ""] = text.split(/[=:]/, 1);
  const option = securityOption(name);
  if (!option) return undefined;
  const value = text.slice(name.length + 1);
  const wrong = option.notValues.find((one) => one.text === text);
  const opened = opensWall(text);
  const rule = opened ? RULES_BY_ID.get(RULES[option.name]) : undefined;
  const effect = wrong?.effect ?? effectOf(option, text, value);
  return {
    title: code(text),
    facts: [LONG_NAMES[option.name], opened ? "⚠ a wall taken down" : undefined],
    text: effect ?? option.does,
    parts: [
      ["The option", effect === undefined ? undefined : option.does],
      ["Docker's default", defaultWords(option.default)],
      ["Attacker", opened ? option.attackerGains : undefined],
      ["Opens", opened && name === "seccomp" ? `Among others ${codeList(SHOWN_CALLS, SHOWN_CALLS.length)}` : undefined],
      ["Who needs it", rule?.docs.fine],
      ["Safer", rule?.docs.instead],
    ],
    links: [option.manPage, ...option.sources.slice(0, 1), ...(rule ? [packedRuleAddress(rule.id)] : [])],
    specific: true,
    covers: rule?.id,
  };
}

/** Whether an entry of `security_opt` takes the wall down that its option is about. One that the engine refuses does nothing. */
export function opensWall(text: string): boolean {
  const [name = ""] = text.split(/[=:]/, 1);
  const value = text.slice(name.length + 1);
  if (securityOption(name)?.notValues.some((one) => one.text === text)) return false;
  if (name === "no-new-privileges") return goBoolean(value) === false;
  if (name === "writable-cgroups") return goBoolean(value) === true;
  return value === (name === "label" ? "disable" : "unconfined");
}

/** The rules that know who needs an option with which it takes its wall down, and what to do instead. */
const RULES: Readonly<Record<SecurityOption["name"], string>> = {
  "no-new-privileges": "new-privileges",
  seccomp: "seccomp-unconfined",
  apparmor: "apparmor-unconfined",
  label: "selinux-disabled",
  systempaths: "system-paths-unconfined",
  "writable-cgroups": "writable-cgroups",
};

const LONG_NAMES: Readonly<Record<SecurityOption["name"], string>> = {
  "no-new-privileges": "the kernel's no_new_privs bit",
  seccomp: "the filter of system calls",
  apparmor: "mandatory access control",
  label: "SELinux",
  systempaths: "masks of /proc and /sys",
  "writable-cgroups": "the cgroup file system",
};

/** The best known of those that no capability opens. */
const SHOWN_CALLS = NEVER_UNLOCKABLE.filter((call) =>
  ["io_uring_setup", "keyctl", "userfaultfd", "pivot_root", "kexec_load"].includes(call),
);

function effectOf(option: SecurityOption, text: string, value: string): string | undefined {
  const truth = goBoolean(text === option.name && option.bare ? "true" : value);
  return option.values.find((one) => matches(one.value, value) || one.value === String(truth))?.effect;
}

/** `<file>` stands for any value, `type:<type>` for any that begins so. The exact ones come first in the table. */
function matches(pattern: string, value: string): boolean {
  const hole = pattern.indexOf("<");
  return hole < 0 ? pattern === value : value.length > hole && value.startsWith(pattern.slice(0, hole));
}

/** What `privileged` changes and what it leaves, item by item. */
export function privilegedCard(): Card {
  const docs = RULES_BY_ID.get("privileged")?.docs;
  return {
    title: "`privileged`",
    facts: ["`--privileged`", "off by default", "⚠ as much as root on the host"],
    parts: [
      ["It changes", PRIVILEGED_CHANGES.map(({ what, detail }) => `${what}: ${detail}`)],
      ["The container keeps", PRIVILEGED_KEEPS],
      ["Attacker", docs?.why],
      ["Who needs it", docs?.fine],
      ["Safer", "The capability, the device or the security option that the program asks for, by name"],
    ],
    links: PRIVILEGED_SOURCES.slice(2),
    specific: false,
  };
}
