/** Numbers that look drawn at random, the same ones for a seed on every machine: answers are recorded for what is made of them. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 up to but not including `count`. The generator is mulberry32. */
  below(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  }

  /** True once in so many times. */
  once(inTimes: number): boolean {
    return this.below(inTimes) === 0;
  }

  one<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** As many as it happens to be, joined. */
  several(atMost: number, make: () => string, between = ""): string {
    return Array.from({ length: this.below(atMost + 1) }, make).join(between);
  }
}

/** A Dockerfile that BuildKit has to look at closely. Most of them it takes. */
export function generatedFile(draw: Draw): string {
  const escapedBy = draw.once(4) ? "`" : "\\";
  const header = [
    ...(draw.once(9) ? ["\uFEFF"] : []),
    ...(draw.once(12) ? ["#!/usr/bin/env x\n"] : []),
    ...(draw.once(5) ? [draw.one(["# syntax=docker/dockerfile:1\n", "#Syntax = x/y:1 z \n", " # syntax=x\n"])] : []),
    ...(draw.once(9) ? [draw.one(["# check=skip=all\n", "# c\n", "\n", "# a=b\n", "#\u00a0check=error=true\n"])] : []),
    ...(escapedBy === "`" ? ["# escape=`\n"] : draw.once(9) ? ["# escape = \\ \n"] : []),
  ].join("");
  const body = draw.several(7, () => line(draw, escapedBy));
  const text = `${header}${draw.once(4) ? `ARG A=${word(draw, escapedBy)}\n` : ""}FROM ${base(draw)}\n${body}`;
  const cut = draw.once(6) ? text.slice(0, text.length - 1) : text;
  return draw.once(6) ? cut.replaceAll("\n", "\r\n") : cut;
}

function base(draw: Draw): string {
  const name = draw.one(["a", "$A", "scratch", "r.io/a/b:1", "--platform=linux/amd64 a", '--platform="$X" a']);
  return draw.once(3) ? `${name}${blank(draw)}${draw.one(["AS", "as", "As"])} ${draw.one(["b", "B", "b-1.x"])}` : name;
}

function blank(draw: Draw): string {
  return draw.one([" ", " ", " ", "  ", "\t", " \t", "\v", "\f", "\r", "\u00a0", "\u0085", "\u2003"]);
}

function line(draw: Draw, escapedBy: string): string {
  if (draw.once(8)) return draw.one(["\n", "# c\n", "  # d\n", " \t\n"]);
  const indent = draw.once(6) ? blank(draw) : "";
  return `${indent}${instruction(draw, escapedBy)}\n`;
}

/** A break within an instruction, or a blank. */
function gap(draw: Draw, escapedBy: string): string {
  if (!draw.once(5)) return draw.once(9) ? blank(draw) : " ";
  const between = draw.several(2, () => draw.one(["# c\n", "\n", "  # d\n", " \t\n"]));
  return ` ${escapedBy}${draw.one(["", "", " ", "\t"])}\n${between}${draw.one(["  ", "", "\t"])}`;
}

function instruction(draw: Draw, escapedBy: string): string {
  const some = (atLeast: number, most: number, make: () => string): string =>
    [...Array(atLeast + draw.below(most))].map(make).join(gap(draw, escapedBy));
  const text = (): string => word(draw, escapedBy);
  const kind = draw.below(14);
  const space = gap(draw, escapedBy);
  if (kind === 0) return `ENV${space}${some(1, 3, () => `${draw.one(["A", "B", "C"])}=${text()}`)}`;
  if (kind === 1) return `${draw.one(["ENV", "LABEL"])}${space}a${gap(draw, escapedBy)}${some(1, 2, text)}`;
  if (kind === 2) return `ARG${space}${some(1, 2, () => (draw.once(2) ? "A" : `B=${text()}`))}`;
  if (kind === 3) return `${draw.one(["COPY", "ADD", "copy"])}${space}${flags(draw)}${some(2, 2, text)}`;
  if (kind === 4) return `${draw.one(["CMD", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"])}${space}${json(draw, escapedBy)}`;
  if (kind === 5)
    return `${draw.one(["USER", "WORKDIR", "STOPSIGNAL", "MAINTAINER", "user"])}${space}${some(1, 2, text)}`;
  if (kind === 6) return `${draw.one(["EXPOSE", "VOLUME"])}${space}${some(1, 2, text)}`;
  if (kind === 7)
    return `HEALTHCHECK${space}${draw.one(["", "--interval=3s ", "--retries=2 "])}${draw.one(["CMD", "cmd"])} ${draw.once(2) ? json(draw, escapedBy) : text()}`;
  if (kind === 8) return `ONBUILD${space}${draw.one(["RUN x", "COPY a b", "ENV a b", 'CMD ["a"]', "USER $A"])}`;
  if (kind === 9) return heredoc(draw, escapedBy, draw.one(["RUN ", "ONBUILD RUN ", "run "]));
  if (kind === 10) return heredoc(draw, escapedBy, `COPY ${flags(draw)}`, " /x/");
  if (kind === 11) return `FROM ${base(draw)}`;
  return `RUN${space}${draw.several(2, () => draw.one(["--network=none ", "--mount=type=cache,target=/x ", '--mount="type=ssh" ']))}${some(1, 4, text)}`;
}

function flags(draw: Draw): string {
  return draw.several(1, () =>
    draw.one(["--", "--link ", '--from="a b" ', "--chown=a:b ", "--chmod=0\\7 ", "--x='a\\'' ", "--from=\\\n a "]),
  );
}

function json(draw: Draw, escapedBy: string): string {
  const item = (): string =>
    draw.one([
      '"a"',
      '"a b"',
      '"\\u0041\\n"',
      '"\\""',
      '""',
      '"é"',
      '"\\ud83d\\ude00"',
      draw.once(4) ? "1" : '"1"',
      draw.once(4) ? "'a'" : '"$A"',
    ]);
  const end = draw.once(7) ? draw.one(["", ",]", "] x", "]]"]) : "]";
  return `[${draw.once(5) ? " " : ""}${draw.several(3, item, `,${gap(draw, escapedBy)}`)}${end}`;
}

function heredoc(draw: Draw, escapedBy: string, before: string, after = ""): string {
  const names = [...Array(1 + draw.below(2))].map(() => draw.one(["E", "EOF", "e.f", "1"]));
  const words = names.map((name) => {
    const quoted = draw.one([
      name,
      name,
      name,
      `"${name}"`,
      `'${name}'`,
      `"${name.slice(0, 1)}"${name.slice(1)}`,
      `\\${name}`,
    ]);
    return `${draw.one(["", "", "", "3", "x"])}<<${draw.one(["", "", "-", " ", "- "])}${quoted}`;
  });
  const lines = [...names, ...(draw.once(5) ? ["E"] : [])].map((name) => {
    const body = draw.several(3, () =>
      draw.one(["x\n", "\tUSER y\n", "# c\n", `z ${escapedBy}\n`, "\n", "$A 'q\n", "E x\n"]),
    );
    return `${body}${draw.once(4) ? "\t" : ""}${name}`;
  });
  const more = draw.once(5) ? gap(draw, escapedBy) + word(draw, escapedBy) : "";
  return `${before}${words.join(" ")}${more}${after}\n${lines.join("\n")}`;
}

const PLAIN = ["a", "b.c", "x/y", "1", "é", "*", "?", "#", "<", "=", ":", "-", "/", "@", "[0]", "|", ".", "+"] as const;
const NAMES = ["A", "E", "N", "S", "P", "U", "1", "_x", "é", "?", "-", "A[0]", ""] as const;

/** A word with quotes, escapes and variables, such as stand in `ENV` or `COPY`. */
export function word(draw: Draw, escapedBy: string, depth = 0): string {
  return [...Array(1 + draw.below(3))].map(() => piece(draw, escapedBy, depth)).join("");
}

function piece(draw: Draw, escapedBy: string, depth: number): string {
  const inner = (): string => (depth < 3 ? draw.several(1, () => word(draw, escapedBy, depth + 1)) : "z");
  const kind = draw.below(depth > 0 ? 12 : 16);
  if (kind === 0) return `"${inner()}${draw.once(5) ? " " : ""}"`;
  if (kind === 1) return `'${draw.one(["a", "a b", "$A", "\\", '"', "*", ""])}'`;
  if (kind === 2) return `${escapedBy}${draw.one(["a", " ", "$", '"', "'", "*", "?", "/", "}", escapedBy])}`;
  if (kind === 3) return `$${draw.one(NAMES)}`;
  if (kind === 4) return `\${${draw.one(NAMES)}}`;
  if (kind === 5) return `\${${draw.one(NAMES)}${draw.one([":-", ":+", "-", "+", ":?", "?"])}${inner()}}`;
  if (kind === 6) return `\${${draw.one(NAMES)}${draw.one(["#", "##", "%", "%%"])}${inner()}}`;
  if (kind === 7) return `\${${draw.one(NAMES)}${draw.one(["/", "//"])}${inner()}/${inner()}}`;
  if (kind === 8) return draw.one(["$(", "${", "$", "`", "\\", '"', "'", "<<", "}", ":#", "^^}"]);
  return draw.one(PLAIN);
}
