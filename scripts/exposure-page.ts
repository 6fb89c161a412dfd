import { ASPECTS, WORDS } from "../server/analysis/walls/exposure.ts";
import { markdownTable } from "./markdown-table.ts";

/** The page about the exposure: what it is made of, and what it does not mean. */
export function exposurePage(): string {
  return `${INTRO}

${markdownTable(
  ["From", "Word"],
  [...WORDS].map(([least, word]) => [String(least), word]),
)}

${NOT}

## What it is made of

${METHOD}

${markdownTable(
  ["Aspect", "Weight", "Open", "Closed"],
  ASPECTS.map(({ id, weight, open, closed, takeover }) => [
    `\`${id}\``,
    takeover === undefined ? String(weight) : `${weight}, leads to the host`,
    open,
    closed,
  ]),
)}
`;
}

const INTRO = `# Exposure

The number above each service, in the heading of \`bulkhead explain\` and in the field \`exposure\` of its JSON says how much of the isolation that the container engine offers a container goes without: 0 is all of it used, 10 is none. It is made after the manner of \`systemd-analyze security\`, with the same words:`;

const NOT = `## What it does not mean

- It is **no probability** of a break-in, and no measure of damage. It knows nothing of the program: whether it has flaws, who can reach it, what its data is worth.
- A low number is **no proof of safety**. A container of 0.0 still shares the kernel with the host, and still does whatever its program was made to do over the network.
- A high number is **not always wrong**. A backup agent has to read the disk. Write down why, with an allow comment; the number stays, since the risk does.
- It **cannot be compared** between engines, or between versions of Bulkhead: which aspects apply depends on the engine, and weights may change.
- It is **not the number of findings**. Rules also report what no wall of the container can help, such as a base image that is not pinned; and the engine's own defaults count here although no rule reports them.
- Twice the number is **not twice the danger**. It is for seeing which container to look at first, and whether a change made it better.`;

const METHOD = `Each aspect that applies is judged from 0 (closed) to 1 (open); what the files do not tell counts half. The exposure is the weight of what is open over the weight of all, on a scale of ten, rounded up to a tenth. Of several mounts, devices or ports the worst counts for four fifths of its aspect and the others for the rest.

Where one aspect leads to the host by itself, the exposure is 9 or above, since nothing else makes up for it, and the rest of the scale tells what else is open. Without such an aspect it is never above 8.9. Windows containers have none of these walls and no number.`;
