import { allowsStand, changeFlags } from "../../command/editor/flag-changes.ts";
import type { AllowChange, ServiceChange } from "../../model/change.ts";
import { allowEdit } from "../../systemd/allow-edit.ts";
import { allowsInUnit } from "../../systemd/allows.ts";
import { parseUnitFile } from "../../systemd/unit-file.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import type { QuadletUnit } from "../syntax/tree.ts";
import { unitOf } from "../syntax/unit.ts";
import { type SaidFlag, type SincePodman, saidBy, UnitDraft } from "./unit-draft.ts";

export type UnitChange = ServiceChange | AllowChange;

/**
 * The text edits that apply the changes to a unit's own file, all or none. The file is parsed again and has to become a command with exactly the flags that
 * were meant. Undefined where that is not so, where a change says what no key and no flag does, and where another file of the unit decides.
 */
export function editUnit(
  unit: QuadletUnit,
  changes: readonly UnitChange[],
  isSince: SincePodman,
): readonly Edit[] | undefined {
  const draft = new UnitDraft(unit, isSince);
  const others: Edit[] = [];
  for (const change of changes) {
    if (change.do === "allow") {
      const edit = allowEdit(unit.own, change);
      if (edit === undefined) return undefined;
      others.push(edit);
    } else if (change.do === "rename") {
      others.push({ ...change.at, newText: change.name });
    } else if (!changeFlags(draft, change)) return undefined;
  }
  const edits = [...others, ...draft.edits()];
  const text = applyEdits(unit.own.text, edits);
  if (text === undefined) return undefined;
  const own = parseUnitFile(unit.own.file, text);
  const files = unit.files.map((file) => (file === unit.own ? own : file));
  const after = unitOf(unit.section, unit.name, own, files, unit.isWhole);
  const isRenamed = changes.some((change) => change.do === "rename");
  const isAsMeant = isRenamed
    ? after.refusals.length < unit.refusals.length
    : sameFlags(draft.meant(), after.command.flags.map(saidBy)) && restOf(unit) === restOf(after);
  return isAsMeant && allowsStand(() => allowsInUnit(after.own), changes) ? edits : undefined;
}

function sameFlags(a: readonly SaidFlag[], b: readonly SaidFlag[]): boolean {
  const sorted = (flags: readonly SaidFlag[]): string => JSON.stringify(flags.map((one) => JSON.stringify(one)).sort());
  return sorted(a) === sorted(b);
}

/** All that becomes no flag, but for the image, and that no edit changes. */
function restOf({ own, section }: QuadletUnit): string {
  const others = own.lines.filter((line) => line.section !== section);
  return JSON.stringify([
    ...others.map(({ section: other, key, value }) => [other, key, value.text]),
    own.wrong.length,
  ]);
}
