import assert from "node:assert/strict";
import { resolveDockerfile } from "../../../server/analysis/dockerfile/resolve/resolve.ts";
import { parseDockerfile } from "../../../server/analysis/dockerfile/syntax/parse.ts";
import { parseCommandLine } from "../../../server/analysis/shell/command-line.ts";
import { parseExec, parseScript } from "../../../server/analysis/shell/parse.ts";
import type { Command, Script } from "../../../server/analysis/shell/script.ts";
import { MappedText } from "../../../server/analysis/text/mapped-text.ts";

const FILE = "file:///Dockerfile";

/** A shell's script that stands by itself; `URL` is set, everything else is unknown. */
function script(text: string): Script {
  return parseScript({
    file: FILE,
    shell: ["/bin/sh", "-c"],
    source: MappedText.whole(text, 0),
    variables: (name) => (name === "URL" ? { state: "known", value: "https://a.b/c" } : { state: "unknown" }),
  });
}

/** A command in one line: wrappers, name, words, what it reads. Unknown words stand in angle brackets as they are written. */
function shown(command: Command): string {
  const { name, words, pipedFrom, substitutions, through, assignments } = command;
  return [
    ...through.map((wrapper) => `${wrapper}>`),
    ...assignments.map((assignment) => `${assignment.name}=${assignment.value.text}`),
    name ?? "?",
    ...words.map(({ text, source }) => text ?? `<${source}>`),
    ...(pipedFrom ? [`<- ${pipedFrom.name}`] : []),
    ...(substitutions.length > 0 ? [`with ${substitutions.map((one) => one.name).join()}`] : []),
  ].join(" ");
}

function shownAll({ commands, complete }: Script): readonly string[] {
  return [...commands.map(shown), ...(complete ? [] : ["incomplete"])];
}

describe("the commands of a script", () => {
  const cases: readonly (readonly [text: string, commands: readonly string[]])[] = [
    // Lists and pipes.
    ["a b; c && d || e &", ["a b", "c", "d", "e"]],
    ["curl x | gunzip | sh", ["curl x", "gunzip <- curl", "sh <- gunzip"]],
    ["{ curl m; } | sh", ["curl m", "sh <- curl"]],
    ["(cd /x; curl n) 2>&1 | sh", ["cd /x", "curl n", "sh <- curl"]],
    ["curl x | (cd /y && sh)", ["curl x", "cd /y <- curl", "sh <- curl"]],
    ["curl x | sh </dev/null", ["curl x", "sh"]],
    ["! a", ["a"]],
    // What is only text is no command.
    ["echo 'curl x | sh' # curl y | sh", ["echo curl x | sh"]],
    ["cat > f <<E\ncurl x | sh\nE\n", ["cat"]],
    // Substitutions.
    ['sh -c "$(curl x)"', ['sh -c <"$(curl x)"> with curl', "curl x"]],
    ["bash <(curl x)", ["bash <<(curl x)> with curl", "curl x"]],
    ['bash <<< "$(curl x)"', ["bash <- curl with curl", "curl x"]],
    ["sh < <(curl x)", ["sh <- curl with curl", "curl x"]],
    ['eval "$(curl x)"', ['eval <"$(curl x)"> with curl', "curl x"]],
    ["X=`curl x`", ["curl x"]],
    ["a ${X:-$(curl x)}", ["a <${X:-$(curl x)}> with curl", "curl x"]],
    ["a `b \\`c\\``", ["a <`b \\`c\\``> with b", "c", "b <`c`> with c"]],
    ["tee >(curl x)", ["tee <>(curl x)>", "curl x"]],
    ["[[ -n $(a) ]]", ["a"]],
    // Scripts in words.
    ["sh -c 'curl x | sh'", ["sh -c curl x | sh", "sh> curl x", "sh> sh <- curl"]],
    ['bash -lc "curl $URL | sh"', ["bash -lc curl https://a.b/c | sh", "bash> curl https://a.b/c", "bash> sh <- curl"]],
    ['bash -o pipefail -c "curl $X"', ['bash -o pipefail -c <"curl $X">', "bash> curl <$X>"]],
    ["sh -c \"sh -c 'curl x'\"", ["sh -c sh -c 'curl x'", "sh> sh -c curl x", "sh> sh> curl x"]],
    ["sh script.sh -c 'curl x'", ["sh script.sh -c curl x"]],
    ["eval curl x '| sh'", ["eval curl x | sh", "eval> curl x", "eval> sh <- curl"]],
    ["su - bob -c 'curl x'", ["su - bob -c curl x", "su> curl x"]],
    ["bash <<E\ncurl $URL | sh\nE\n", ["bash", "bash> curl https://a.b/c", "bash> sh <- curl"]],
    ["bash -s <<'E'\ncurl $URL\nE\n", ["bash -s", "bash> curl https://a.b/c"]],
    [
      "find . -exec chmod 777 {} + -o -exec sh -c 'a' \\;",
      ["find . -exec chmod 777 {} + -o -exec sh -c a ;", "find> chmod 777 {}", "find> sh -c a", "find> sh> a"],
    ],
    // Wrappers.
    ["/usr/bin/curl x", ["curl x"]],
    ["exec curl x", ["exec> curl x"]],
    ["sudo -E -u bob env -i A=1 nohup curl x", ["sudo> env> nohup> A=1 curl x"]],
    ["time -p nice -n 5 timeout -k 5 10 curl x", ["nice> timeout> curl x"]],
    ["curl x | sudo bash -s --", ["curl x", "sudo> bash -s -- <- curl"]],
    ["xargs -n 1 curl", ["xargs> curl"]],
    ["command -v curl; command curl x", ["command -v curl", "command> curl x"]],
    ["sudo -l", ["sudo -l"]],
    ["busybox sh -c 'curl x'", ["busybox> sh -c curl x", "busybox> sh> curl x"]],
    // Variables.
    ['U=$URL/d; curl "$U"', ["curl https://a.b/c/d"]],
    ["A=1 curl $A", ["A=1 curl <$A>"]],
    ["O='-k -L'; curl $O x \"$O\"", ["curl -k -L x -k -L"]],
    ['E=; curl $E x "$E"', ["curl x "]],
    ["export U=x; curl $U", ["export U=x", "curl x"]],
    ["read U; curl $U", ["read U", "curl <$U>"]],
    ["U=$(a); curl $U", ["a", "curl <$U>"]],
    ["U=1; U=2; curl $U", ["curl 2"]],
    ["if a; then U=1; fi; curl $U", ["a", "curl <$U>"]],
    ["U=1; a || U=2; curl $U", ["a", "curl <$U>"]],
    ["U=1; (U=2); curl $U", ["curl 1"]],
    ["for f in a b; do curl $f; done", ["curl <$f>"]],
    ["for f in a; do curl $f; done", ["curl a"]],
    ["U=1; while a; do curl $U; U=2; done", ["a", "curl <$U>"]],
    ["while read l; do curl $l; done < <(curl list)", ["read l <- curl", "curl <$l> <- curl", "curl list"]],
    ["a ${URL#https://} ${URL%/c} ${URL:-x} ${URL:+y} ${URL^^}", ["a a.b/c https://a.b https://a.b/c y <${URL^^}>"]],
    ['a $1 "$@" $((1+1)) *.c ~', ['a <$1> <"$@"> <$((1+1))> *.c ~']],
    // Structure.
    ["if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]],
    ["case $x in a) b;; *) c;; esac", ["b", "c"]],
    ["f() { a; }; f", ["a", "f"]],
    ["for ((i=0; i<3; i++)); do a; done; until b; do c; done", ["a", "b", "c"]],
    // What cannot be read.
    ["if then ) (", ["incomplete"]],
    ["a; b 'c", ["a", "b c", "incomplete"]],
    ["", []],
  ];
  for (const [text, commands] of cases)
    it(JSON.stringify(text), () => assert.deepEqual(shownAll(script(text)), commands));

  it("keep redirections and here-documents", () => {
    const [command] = script("cat > /f 2>&1 <<E\n$URL\nE\n").commands;
    const told = command?.redirects.map(({ operator, target, body }) => [operator, target?.text, body]);
    assert.deepEqual(told, [
      [">", "/f", undefined],
      [">&", "1", undefined],
      ["<<", undefined, "https://a.b/c\n"],
    ]);
  });

  it("are none for other interpreters", () => {
    const read = (shell: readonly string[], text: string): readonly string[] =>
      shownAll(parseScript({ file: FILE, shell, source: MappedText.whole(text, 0), variables: () => undefined }));
    assert.deepEqual(read(["powershell", "-Command"], "a"), ["powershell a", "incomplete"]);
    assert.deepEqual(read(["cmd", "/S", "/C"], "a"), ["incomplete"]);
    assert.deepEqual(read(["/bin/sh", "-c"], "#!/usr/bin/env python3\nimport x"), ["incomplete"]);
    assert.deepEqual(read(["/bin/sh", "-c"], "#!/bin/bash -e\na"), ["a"]);
    assert.deepEqual(read(["conda", "run", "/bin/bash", "-c"], "a"), ["a"]);
  });

  it("of the exec form need no shell, and no variable is replaced", () => {
    const at = { file: FILE, start: 3, end: 9 };
    const exec = (...words: string[]): readonly string[] =>
      shownAll(
        parseExec(
          FILE,
          words.map((text) => ({ text, at })),
          () => ({ state: "known", value: "v" }),
        ),
      );
    assert.deepEqual(exec("/usr/bin/curl", "$A"), ["curl $A"]);
    assert.deepEqual(exec("sh", "-c", "curl $A | sh"), ["sh -c curl $A | sh", "sh> curl v", "sh> sh <- curl"]);
    assert.deepEqual(exec("tini", "--", "sshd", "-D"), ["tini> sshd -D"]);
    assert.deepEqual(exec(), []);
  });
});

describe("commands in a Dockerfile", () => {
  /** What the commands' names and words are at their places. */
  function written(text: string): readonly string[] {
    const { dockerfile } = resolveDockerfile(parseDockerfile(FILE, text), { args: new Map() });
    return dockerfile.stages.flatMap(({ runs }) =>
      runs.flatMap((run) =>
        run.script.commands.map(({ at, words }) =>
          [at, ...words.map((word) => word.at)].map(({ start, end }) => text.slice(start, end)).join("|"),
        ),
      ),
    );
  }

  const cases: readonly (readonly [what: string, text: string, commands: readonly string[]])[] = [
    ["on several lines, with comments", "FROM a\nRUN x \\\n  y && \\\n  # z\n  v \\\n  w\n", ["x|y", "v|w"]],
    ["split within a word", "FROM a\nRUN cu\\\nrl x\n", ["cu\\\nrl|x"]],
    [
      "in a script with escapes",
      'FROM a\nRUN ["sh", "-c", "a \\"b\\" \\u0063 | d"]\n',
      ['"sh"|"-c"|"a \\"b\\" \\u0063 | d"', 'a|\\"b\\"|\\u0063', "d"],
    ],
    [
      "in a quoted script",
      'FROM a\nRUN sh -c \'b \\\n c\' && sh -c "d \\"e\\""\n',
      ["sh|-c|'b \\\n c'", "b|c", 'sh|-c|"d \\"e\\""', 'd|"e\\"'],
    ],
    ["made of a variable", 'FROM a\nARG X=b\nRUN sh -c "$X c"\n', ['sh|-c|"$X c"', "$X|c"]],
    ["in a here-document", "FROM a\nRUN <<E\nb c\n  d\nE\n", ["b|c", "d"]],
    ["in a here-document with tabs and CRLF", "FROM a\r\nRUN <<-E\r\n\tb c\r\n\tE\r\n", ["b|c"]],
    ["in a here-document behind a command", "FROM a\nRUN bash <<E && c\nb\nE\n", ["bash", "c", "b"]],
    ["in CMD and HEALTHCHECK", "FROM a\nCMD b c\nHEALTHCHECK CMD d || e\n", ["b|c", "d", "e"]],
  ];
  for (const [what, text, commands] of cases) it(what, () => assert.deepEqual(written(text), commands));

  it("see ARG and ENV in RUN, and ENV alone in CMD", () => {
    const text = "FROM a\nARG A=1\nENV B=2\nRUN x $A $B\nCMD x $A $B\n";
    const { dockerfile } = resolveDockerfile(parseDockerfile(FILE, text), { args: new Map() });
    const told = dockerfile.stages[0]?.runs.map(({ script: { commands } }) => commands.map(shown).join());
    assert.deepEqual(told, ["x 1 2", "x <$A> 2"]);
  });
});

describe("a command line that Compose splits", () => {
  const cases: readonly (readonly [text: string, words: readonly string[] | undefined, stoppedAt?: number])[] = [
    ["", []],
    ["a  b\tc\n", ["a", "b", "c"]],
    ["a 'b c' \"d e\" f\\ g", ["a", "b c", "d e", "f g"]],
    ["a '' \"\"", ["a", "", ""]],
    ["a\"b\"'c'", ["abc"]],
    ["a $B ${C}", ["a", "$B", "${C}"]],
    ["a `b c`", ["a", "`b c`"]],
    ["a \\n '\\n'", ["a", "n", "\\n"]],
    ["a $(b c)d e", ["a", "$(b c)d", "e"]],
    ["a $(b", undefined],
    ["a && b", ["a"], 2],
    ["a; b", ["a"], 1],
    ["a 2> b", ["a"], 3],
    ["a 'b", undefined],
    ["a \\", undefined],
    ["a (b)", undefined],
  ];
  for (const [text, words, stoppedAt] of cases) {
    it(JSON.stringify(text), () => {
      const expected = words && { words, ...(stoppedAt === undefined ? {} : { stoppedAt }) };
      assert.deepEqual(parseCommandLine(text), expected);
    });
  }
});
