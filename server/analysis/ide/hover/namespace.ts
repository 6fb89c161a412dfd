import { type Namespace, namespaceByComposeKey } from "../../facts/namespaces.ts";
import { packedRuleAddress } from "../../report/rule-address.ts";
import { RULES_BY_ID } from "../../rules/index.ts";
import type { Rule } from "../../rules/rule.ts";
import { type Card, code } from "./card.ts";

/** What the namespace that a key chooses isolates, and what its value does; undefined for other keys. An empty value chooses nothing. */
export function namespaceCard(key: string, value: string | undefined): Card | undefined {
  const known = namespaceByComposeKey(key);
  if (!known) return undefined;
  return value === undefined || value === "" ? kindCard(known, key) : valueCard(known, key, value);
}

function kindCard(known: Namespace, key: string): Card {
  return {
    title: `\`${key}\`: the ${longName(known)} namespace`,
    facts: [code(known.cloneFlag), `Linux ${known.sinceKernel}`],
    text: `Separates ${known.isolates}.`,
    parts: [
      ["Docker's default", known.dockerDefault],
      ["Values", known.values.map(({ value, effect }) => `${code(value)}: ${effect}`)],
      ["In the host's, an attacker reaches", known.exposes],
      ["Who needs the host's", hostRule(known)?.docs.fine],
    ],
    links: [known.manPage],
    specific: false,
  };
}

function valueCard(known: Namespace, key: string, value: string): Card {
  const effect = [...known.values, ...known.notValues].find((one) => matches(one.value, value))?.effect;
  const shares = value === "host";
  const rule = shares ? hostRule(known) : undefined;
  return {
    title: code(`${key}: ${value}`),
    facts: [`${longName(known)} namespace`, code(known.cloneFlag)],
    text: effect ?? (key === "network_mode" ? "Names a network." : "The Engine does not know this value."),
    parts: [
      ["The namespace separates", known.isolates],
      ["Docker's default", known.dockerDefault],
      ["An attacker reaches", shares ? known.exposes : undefined],
      ["Known flaws", shares && known.cves.length > 0 ? known.cves.join(", ") : undefined],
      ["Who needs it", rule?.docs.fine],
      ["Safer", rule?.docs.instead],
      ["Note", shares ? known.notes[0] : undefined],
    ],
    links: [known.manPage, ...(rule ? [packedRuleAddress(rule.id)] : [])],
    specific: true,
    covers: rule?.id,
  };
}

/** The rule about the host's namespace of that kind, which knows who needs it and what to do instead. */
function hostRule({ name }: Namespace): Rule | undefined {
  return RULES_BY_ID.get(name === "net" ? "host-network" : name === "user" ? "host-userns" : `host-${name}`);
}

/** Whether a value as written is meant by one of the table, where `service:<name>` stands for any service. */
function matches(pattern: string, value: string): boolean {
  const hole = pattern.indexOf("<");
  return hole < 0 ? pattern === value : value.startsWith(pattern.slice(0, hole));
}

const NAMES: Readonly<Record<Namespace["name"], string>> = {
  pid: "PID",
  net: "network",
  ipc: "IPC",
  uts: "UTS",
  user: "user",
  cgroup: "cgroup",
  mnt: "mount",
  time: "time",
};

function longName({ name }: Namespace): string {
  return NAMES[name];
}
