import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beside } from "./beside.ts";

const here = import.meta.dirname;
const FOLDERS = [path.join(here, "corpus"), beside("corpus") ?? []].flat();

/** Every Dockerfile of the corpus, and of the larger one where it lies beside the repository. */
export const DOCKERFILES: readonly { readonly name: string; readonly text: string }[] = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /dockerfile/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(folder, file), text: readFileSync(file, "utf8") })),
);

/** Texts that have brought parsers down: each is short here and grows with `size`. */
export const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  "blank lines": (size) => `FROM a\n${"\n".repeat(size)}USER b\n`,
  "one long RUN": (size) => `FROM a\nRUN ${"x ".repeat(size / 2)}\n`,
  continuations: (size) => `FROM a\nRUN x ${"\\\n y ".repeat(size / 5)}\n`,
  "comments in an instruction": (size) => `FROM a\nRUN x \\\n${"# c\n".repeat(size / 4)} y\n`,
  "open here-document": (size) => `FROM a\nRUN <<EOF\n${"x\n".repeat(size / 2)}`,
  "many here-documents": (size) => `FROM a\nRUN ${"<<E ".repeat(size / 6)}\n${"E\n".repeat(size / 6)}`,
  "RUN lines with here-documents": (size) => `FROM a\n${"RUN <<E\nx\nE\n".repeat(size / 12)}`,
  "exec arguments": (size) => `FROM a\nCMD [${'"a", '.repeat(size / 5)}"b"]\n`,
  "escapes in exec form": (size) => `FROM a\nCMD ["${'\\"'.repeat(size / 2)}"]\n`,
  "escapes and continuations in exec form": (size) => `FROM a\nCMD ["${'\\"\\\n'.repeat(size / 4)}"]\n`,
  "ONBUILD of ONBUILD": (size) => `FROM a\n${"ONBUILD ".repeat(size / 8)}\n`,
  "nested defaults": (size) => `FROM a\nUSER ${`\${A:-`.repeat(size / 5)}${"}".repeat(size / 5)}\n`,
  "open defaults": (size) => `FROM a\nUSER ${`\${A:-`.repeat(size / 5)}\n`,
  dollars: (size) => `FROM a\nUSER ${"$".repeat(size)}\n`,
  quotes: (size) => `FROM a\nENV A=${'"'.repeat(size)}\n`,
  "open quote": (size) => `FROM a\nENV A="${"b ".repeat(size / 2)}\n`,
  backslashes: (size) => `FROM a\nRUN ${"\\".repeat(size)}\nUSER b\n`,
  "directive with blanks": (size) => `# escape = ${" ".repeat(size)}x y\nFROM a\n`,
  NUL: (size) => `FROM a\nRUN ${"\0".repeat(size)}\n`,
  "lone CR": (size) => `FROM a\r${"RUN b\r".repeat(size / 6)}`,
  "unknown instructions": (size) => ":::\n".repeat(size / 4),
  stages: (size) => `FROM scratch AS s\nEXPOSE 1-900\n${"FROM s AS s\nEXPOSE 2\nUSER $A\n".repeat(size / 30)}`,
  "doubling variables": (size) => `FROM scratch\nENV A=xxxxxxxx\n${"ENV A=$A$A\n".repeat(size / 11)}USER $A\n`,
  "a long value in many variables": (size) =>
    `FROM scratch\nENV A=${"x".repeat(size / 2)}\n${"ENV B=$A$A\n".repeat(size / 22)}`,
  "many variables": (size) => `FROM a\n${"ARG A=1\nENV B=$A\nUSER $B\nCMD echo $A\n".repeat(size / 40)}`,
  patterns: (size) => `FROM scratch\nENV A=${"a".repeat(size / 2)}\nUSER \${A%${"*a".repeat(size / 4)}b}\n`,
  replacements: (size) => `FROM scratch\nENV A=${"a".repeat(size / 2)}\nUSER \${A//${"?*".repeat(size / 4)}b/c}\n`,
  "COPY of many files": (size) => `FROM a\nCOPY ${"a ".repeat(size / 2)}/\n`,
  "many ports": (size) => `FROM a\n${"EXPOSE 1-65535/udp\n".repeat(size / 20)}`,
  "pipe of shells": (size) => `FROM a\nRUN ${"curl | sh && ".repeat(size / 13)}true\n`,
  substitutions: (size) => `FROM a\nRUN echo ${"$(a ".repeat(size / 5)}${")".repeat(size / 5)}\n`,
  "open substitutions": (size) => `FROM a\nRUN ${"$(".repeat(size / 2)}\n`,
  groups: (size) => `FROM a\nRUN ${"{ ".repeat(size / 4)}${"; }".repeat(size / 4)}\n`,
  loops: (size) => `FROM a\nRUN ${"for a in b; do ".repeat(size / 22)}x${"; done".repeat(size / 22)}\n`,
  "else if": (size) => `FROM a\nRUN ${"if a; then b; else ".repeat(size / 24)}c${"; fi".repeat(size / 24)}\n`,
  "here-documents in a script": (size) => `FROM a\nRUN ["sh", "-c", "${"cat <<E;".repeat(size / 8)}"]\n`,
  "find of find": (size) => `FROM a\nRUN ${"find -exec ".repeat(size / 11)}x\n`,
  "wrappers of wrappers": (size) => `FROM a\nRUN ${"sudo ".repeat(size / 5)}x\n`,
  "eval of eval": (size) => `FROM a\nRUN ${"eval ".repeat(size / 5)}x\n`,
  "sh of sh": (size) => `FROM a\nRUN ${"sh -c '".repeat(size / 8)}x\n`,
  "splitting variables": (size) => `FROM a\nENV A="${"b ".repeat(size / 4)}"\nRUN ${"echo $A;".repeat(size / 16)}\n`,
  backquotes: (size) => `FROM a\nRUN ${"`a ".repeat(size / 3)}\n`,
  braces: (size) => `FROM a\nRUN echo ${"{a,".repeat(size / 4)}${"}".repeat(size / 4)}\n`,
};
