import { type Reference, referenceAt, substitute } from "../../compose/project/variables.ts";
import type { ProjectNames } from "../../run/analysis.ts";
import { secretsInOptions } from "../../secrets/commands.ts";
import { namesSecret } from "../../secrets/names.ts";
import { secretsIn } from "../../secrets/texts.ts";
import { isRandom } from "../../secrets/values.ts";
import { baseName } from "../../text/uri.ts";
import { wholeOf } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { cardMarkdown, code } from "./card.ts";
import { composeCursorAt } from "./compose-cursor.ts";
import type { Explained } from "./explained.ts";

/**
 * What the variable at an offset of a Compose file holds, and where that comes from. Of a value that is a secret, or stands where one is meant, it is
 * only said that it is set and where. Undefined where no reference to a variable is.
 */
export function explainVariable(
  file: YamlFile,
  names: ProjectNames | undefined,
  offset: number,
): Explained | undefined {
  const cursor = composeCursorAt(file, offset);
  if (cursor?.value === undefined || names === undefined || cursor.at.file !== file.file) return undefined;
  const whole = wholeOf(cursor.value);
  const source = file.text.slice(whole.start, whole.end);
  const reference = referenceAt(source, offset - whole.start);
  if (reference === undefined) return undefined;
  const at = { file: file.file, start: whole.start + reference.start, end: whole.start + reference.end };
  const around = { file: file.file, key: cursor.path.at(-1) ?? "", text: cursor.value.text };
  return { at, markdown: markdownOf(reference, around, names), specific: true };
}

/** What a reference stands in. */
interface Around {
  readonly file: string;
  /** The key whose value it is, or is a part of. */
  readonly key: string;
  /** The value as it is written. */
  readonly text: string;
}

function markdownOf({ name, operator, operand }: Reference, around: Around, names: ProjectNames): string {
  const value = names.valueOf(around.file, name);
  const from = names.setAt(around.file, name);
  const title = code(`\${${name}}`);
  const text = typeof value === "string" ? value : undefined;
  const isSet = value !== undefined && (text !== "" || !operator.startsWith(":"));
  const where = from ? `set in ${code(baseName(from.file))}, line ${from.line}` : OWN.get(name);
  if (isSet) {
    const hidden = text !== undefined && isSecret(name, text, around, names);
    const shown = hidden ? "a secret, which is not shown" : text === undefined ? undefined : code(text);
    const said = text === "" ? "empty" : shown;
    const more = operator.endsWith("+") ? `It is set, so that ${code(operand)} stands here` : SHELL;
    return cardMarkdown({ title, facts: [said, where ?? EACH], text: more, specific: true });
  }
  const empty = text === "" ? `empty, ${where ?? "set"}` : "nothing here sets it";
  return cardMarkdown({ title, facts: [empty], text: unset(operator, operand, name, around), specific: true });
}

const SHELL = "A variable of that name in the environment of Compose goes before it.";
const EACH = "set by each machine in its own way";

/** What Compose sets itself. Source: https://docs.docker.com/compose/how-tos/project-name/ */
const OWN: ReadonlyMap<string, string> = new Map([
  ["COMPOSE_PROJECT_NAME", "the name of the project"],
  ["PWD", "the directory that Compose is called in"],
]);

function unset(operator: string, operand: string, name: string, { key }: Around): string {
  const hidden = namesSecret(name) || namesSecret(key);
  const word = hidden ? "the default that stands here" : code(operand);
  const environment = "unless the environment of Compose sets it";
  if (operator.endsWith("-")) return operand === "" ? `It is empty ${environment}` : `So it is ${word}, ${environment}`;
  if (operator.endsWith("?")) return `Compose refuses to start without it, ${environment}`;
  return operator.endsWith("+")
    ? `So nothing stands here, ${environment}`
    : `Compose takes an empty text, ${environment}`;
}

/** By its name, by the key it stands under, by its form, and by what is made of it here. Whoever is in doubt shows nothing. */
function isSecret(name: string, value: string, { file, key, text }: Around, names: ProjectNames): boolean {
  if (namesSecret(name) || namesSecret(key) || namesSecret(pairName(text))) return true;
  if (value.length >= SHORTEST_KEY && isRandom(value)) return true;
  const filled = substitute(text, (of) => names.valueOf(file, of)).text;
  const found = [...secretsIn(value, "literal"), ...secretsIn(filled, "literal"), ...secretsInOptions(filled)];
  if (found.some((one) => one.value.includes(value) || value.includes(one.value))) return true;
  return (names.setAt(file, name)?.beside ?? []).some((other) => {
    const held = namesSecret(other) ? names.valueOf(file, other) : undefined;
    return typeof held === "string" && held.length >= SHORTEST_PASSWORD && value.includes(held);
  });
}

/** The name in an item of a list, `NAME=value`. */
function pairName(text: string): string {
  return /^([A-Za-z_][\w.-]*)=/.exec(text)?.[1] ?? "";
}

/** Shorter texts look random by chance, or are part of others by chance. In UTF-16 code units. */
const SHORTEST_KEY = 16;
const SHORTEST_PASSWORD = 3;
