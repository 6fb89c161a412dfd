import { editDaemon } from "../../daemon/editor/editor.ts";
import { filesBeside, joined } from "../../daemon/resolve/beside.ts";
import { daemonFileKind } from "../../daemon/syntax/detect.ts";
import { daemonOfJson } from "../../daemon/syntax/json-daemon.ts";
import type { DaemonFile } from "../../daemon/syntax/tree.ts";
import { daemonOfUnit } from "../../daemon/syntax/unit-daemon.ts";
import { allowIn } from "../../model/allow-comment.ts";
import { isServiceChange } from "../../model/change.ts";
import { isOpen } from "../../settings/config.ts";
import { allowEdit } from "../../systemd/allow-edit.ts";
import { allowsInUnit } from "../../systemd/allows.ts";
import type { Analysis } from "../analysis.ts";
import { findingsOf } from "../findings.ts";
import { daemonSubjects } from "../run-rules.ts";
import { allowsOf, type Source } from "../source.ts";
import { type DoorReader, type Entry, noting, switchedOff } from "./door-reader.ts";

/** What a file of Docker's daemon means for every container of its host. */
export const daemonReader: DoorReader = {
  kind: "daemon",
  prepare(entry) {
    const { file, config, options } = entry;
    const read = options.language === undefined ? daemonIn(entry) : undefined;
    if (read === undefined) return undefined;
    if (!isOpen(config, "daemon")) return switchedOff(file);
    const needs = new Set<string>();
    const { daemon, refusals: conflicts } = joined(read, otherHalf(entry, needs));
    const refusals = [...read.refusals, ...conflicts];
    const within = { file, start: 0, end: entry.text.length };
    const analysis = (): Analysis => ({
      ...{ kind: "daemon", file, daemon: read, inputErrors: [], refusals, needs: [...needs] },
      ...findingsOf([file], daemonSubjects(daemon, refusals, within), [daemonSource(read)], config, options),
    });
    return { needs: [...needs], analysis };
  },
};

/** The daemon's settings that a file holds, by its name and what stands in it; undefined for all others. */
function daemonIn({
  file,
  text,
  options: { cache },
}: Pick<Entry, "file" | "text" | "options">): DaemonFile | undefined {
  const kind = daemonFileKind(file);
  if (kind === undefined) return undefined;
  return kind === "json" ? daemonOfJson(cache.json(file, text)) : daemonOfUnit(cache.unit(file, text));
}

/** The first of the files beside it that tells the daemon something. */
function otherHalf({ file, lookup, options }: Entry, needs: Set<string>): DaemonFile | undefined {
  const read = noting(lookup, needs);
  const found = filesBeside(file).map((one) => {
    const text = read(one);
    return typeof text === "string" ? daemonIn({ file: one, text, options }) : undefined;
  });
  return found.find((one) => one !== undefined);
}

/** A file of the daemon's as a source. JSON has no comments, so that only the settings allow what stands in it. */
function daemonSource(read: DaemonFile): Source {
  const { source } = read;
  const { file } = read.daemon;
  return {
    file,
    holdsContainers: false,
    allows: () =>
      source.kind === "unit"
        ? allowsOf(file, allowsInUnit(source.unit))
        : source.json.comments.flatMap((at) => {
            const allow = allowIn(source.json.text, at);
            return allow === undefined ? [] : [{ allow, cover: { file, start: 0, end: source.json.text.length } }];
          }),
    edits: (changes) => {
      const own = changes.filter(isServiceChange);
      const allows = changes.filter((change) => change.do === "allow");
      if (own.length + allows.length < changes.length) return undefined;
      const comments = allows.map((change) => (source.kind === "unit" ? allowEdit(source.unit, change) : undefined));
      const made = own.length === 0 ? [] : editDaemon(read, own);
      return made === undefined || comments.includes(undefined)
        ? undefined
        : [...made, ...comments.flatMap((one) => one ?? [])];
    },
  };
}
