import { ASPECTS, WORDS } from "../server/analysis/walls/exposure.ts";
import type { Reach } from "../server/analysis/walls/wall.ts";
import { markdownTable } from "./markdown-table.ts";

/** The page about the exposure: what it is made of, and what it does not mean. */
export function exposurePage(): string {
  return `${INTRO}

${markdownTable(
  ["From", "Word", "What it says"],
  [...WORDS].map(([least, word]) => [String(least), word, MEANINGS[word]]),
)}

${WHY_WORDS}

${NOT}

## What it is made of

${METHOD}

${markdownTable(
  ["Aspect", "Weight", "Band", "Open", "Closed"],
  ASPECTS.map(({ id, weight, open, closed, reaches = {} }) => [
    `\`${id}\``,
    String(weight),
    bandOf(reaches),
    open,
    closed,
  ]),
)}

${WHY_WEIGHTS}
`;
}

/** The worst band that an aspect leads to, in the table's words. */
function bandOf(reaches: Partial<Readonly<Record<Reach, number>>>): string {
  if (reaches.host !== undefined) return "open";
  if (reaches.fragile !== undefined) return "fragile";
  return reaches.weakened === undefined ? "" : "weakened";
}

const MEANINGS: Readonly<Record<(typeof WORDS)[number][1], string>> = {
  open: "Whoever runs code in the container has the host, with no further flaw.",
  fragile:
    "One barrier is left before the host, its network or other containers: AppArmor in front of `SYS_ADMIN`, say.",
  weakened: "A wall is down that stands for every other container; it takes a further flaw to make use of it.",
  default: "Nothing is opened that matters by itself, and little or nothing is closed beyond what the engine closes.",
  "partly hardened": "Much of what the engine leaves open is closed.",
  hardened: "All is closed but limits or trifles.",
};

const INTRO = `# Exposure

The number above each service, in the heading of \`bulkhead explain\` and in the field \`exposure\` of its JSON says how much of the isolation that the container engine offers a container goes without: 0 is all of it used, 10 is none. Above a service it stands with what decides it: *9.2 · reaches the Docker socket*. The words name bands of the scale:`;

const WHY_WORDS = `The words say how the container is isolated, and none of them says that it is fine: a container that nobody opened and nobody hardened is *default*, whatever runs in it.`;

const WHY_WEIGHTS = `## Why these weights

The bands answer the first question, how far whoever runs code in the container gets. They follow what [was tried on real engines](proof.md) and the attack paths that \`escape-path\` knows; the gravest thing decides, because an attacker takes one way and not the average of all. Within a band the weights say how much of the rest is open:

- **1500** for capabilities beyond the default set: they are what nearly every known way out needs.
- **1200** for root, since a flaw in the program then starts with every capability of the container; **1000** for what turns another user into root (\`new-privileges\`), for the filter of system calls, and for the host's network; **1100** for its processes, which can be signalled as well as seen.
- **700 and 800** for the second lines, AppArmor, SELinux, masked files, and for files of the host.
- **500 and less** for what limits the damage (a read-only root file system, default capabilities, limits), and for what places the container by its band anyway.

A socket proxy that publishes nothing and lets nothing be changed is *weakened*, not *open*: its clients read, and the engine is behind a flaw of the proxy itself. Let it pass \`POST\`, or publish its port, and it is *open* like any other container with the socket.

The order that comes out is held to [a ranking of thirty services](../test/analysis/walls/exposure-ranking.test.ts), which was made by hand, each with its reason.`;

const NOT = `## What it does not mean

- It is **no probability** of a break-in, and no measure of damage. It knows nothing of the program: whether it has flaws, who can reach it, what its data is worth.
- A low number is **no proof of safety**. A container of 0.0 still shares the kernel with the host, and still does whatever its program was made to do over the network.
- A high number is **not always wrong**. A backup agent has to read the disk. Write down why, with an allow comment; the number stays, since the risk does.
- It **cannot be compared** between engines, or between versions of Bulkhead: which aspects apply depends on the engine, and weights may change.
- It is **not the number of findings**. Rules also report what no wall of the container can help, such as a base image that is not pinned; and the engine's own defaults count here although no rule reports them.
- Twice the number is **not twice the danger**. It is for seeing which container to look at first, and whether a change made it better.`;

const METHOD = `Each aspect that applies is judged from 0 (closed) to 1 (open); what the files do not tell counts half. Of several mounts, devices or ports the worst counts for four fifths of its aspect and the others for the rest.

The gravest thing that is open chooses the band, since nothing that is closed makes up for it. The weight of all that is open, over the weight of all that applies, fills the band: from 9 to 10, from 7 to 8.9, from 5 to 6.9. Where nothing chooses a band, that share times 12.5 is the exposure, 4.9 at most. The result is rounded up to a tenth. Windows containers have none of these walls and no number.`;
