import { composeFileName, composeServiceOf } from "../command/service/compose-service.ts";
import { analyze } from "../run/analyze.ts";
import { ParseCache } from "../run/cache.ts";
import type { Edit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import { directoryOf, inDirectory } from "../text/uri.ts";
import type { ShownFile } from "./shown-file.ts";

/** The new file that a command becomes, beside its own; or why there is none, as a clause. */
export type TurnedCommand = { readonly name: string; readonly edit: Edit } | { readonly refused: string };

/** The command at a span as a Compose service in a file of its own; undefined where none is there. The command stays as it is. */
export function turnedCommand(span: Span, file: ShownFile): TurnedCommand | undefined {
  const { analysis, uri, text } = file;
  const command = analysis.commands?.commands.find(({ whole }) => span.start <= whole.end && whole.start <= span.end);
  const container = analysis.project?.services.find(({ at }) => at.file === uri && at.start === command?.at.start);
  if (command === undefined || container === undefined) return undefined;
  const made = composeServiceOf(command, container, text.slice(command.whole.start, command.at.start));
  if ("refused" in made) return made;
  const name = composeFileName(made.name);
  const target = inDirectory(directoryOf(uri), name);
  if (typeof file.lookup(target) === "string") return { refused: `${name} is there already` };
  const because = refusalOf(target, made.text, file);
  if (because !== undefined) return { refused: `Compose refuses it: ${because}` };
  return { name, edit: { file: target, start: 0, end: 0, newText: made.text, makes: true } };
}

/** Why Compose refuses a file; undefined where it takes it. */
function refusalOf(uri: string, text: string, { config }: ShownFile): string | undefined {
  const options = { cache: new ParseCache(), rules: [], onRuleError: () => undefined };
  const { refusals, inputErrors } = analyze([uri], (one) => (one === uri ? text : null), config, options);
  return inputErrors[0]?.message ?? refusals[0]?.because;
}
