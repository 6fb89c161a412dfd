import { editDaemon } from "../daemon/editor/editor.ts";
import type { DaemonFile } from "../daemon/syntax/tree.ts";
import { allowIn } from "../model/allow-comment.ts";
import { isServiceChange } from "../model/change.ts";
import { allowEdit } from "../systemd/allow-edit.ts";
import { allowsInUnit } from "../systemd/allows.ts";
import type { Source } from "./source.ts";

/** A file of the daemon's as a source. JSON has no comments, so that only the settings allow what stands in it. */
export function daemonSource(read: DaemonFile): Source {
  const { source } = read;
  const { file } = read.daemon;
  return {
    file,
    holdsContainers: false,
    allows: () =>
      source.kind === "unit"
        ? allowsInUnit(source.unit).map(({ allow, cover }) => ({ allow, cover: { file, ...cover } }))
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
