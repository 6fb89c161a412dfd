import assert from "node:assert/strict";
import fc from "fast-check";
import type { Value } from "../../../server/analysis/dockerfile/resolve/expand.ts";
import { type BuildOptions, resolveDockerfile } from "../../../server/analysis/dockerfile/resolve/resolve.ts";
import { parseDockerfile } from "../../../server/analysis/dockerfile/syntax/parse.ts";
import type { Setting } from "../../../server/analysis/model/setting.ts";
import type { Dockerfile, Stage } from "../../../server/analysis/model/stage.ts";
import { DOCKERFILES, HOSTILE } from "../../dockerfile-corpus.ts";

const NO_OPTIONS: BuildOptions = { args: new Map() };

function resolved(text: string, options: BuildOptions): Dockerfile {
  return resolveDockerfile(parseDockerfile("file:///Dockerfile", text), options).dockerfile;
}

function lastStage(text: string, options = NO_OPTIONS): Stage {
  const stage = resolved(text, options).stages.at(-1);
  assert.ok(stage);
  return stage;
}

function shown<T>(setting: Setting<T>, print: (value: T) => string): string {
  return setting.state === "known" ? print(setting.value) : `? ${setting.because}`;
}

/** The user of the last stage, where it comes from and whether it is root. */
function userOf(text: string, options = NO_OPTIONS): string {
  const { user } = lastStage(text, options);
  const root =
    user.state === "known" ? (user.value.root === undefined ? "" : user.value.root ? " root" : " not root") : "";
  return `${shown(user, (value) => value.text)} (${user.origin}, ${text.slice(user.at.start, user.at.end)})${root}`;
}

function args(values: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, Value> {
  const value = (text: string | undefined): Value =>
    text === undefined ? { state: "unknown", because: "elsewhere" } : { state: "known", value: text };
  return new Map(Object.entries(values).map(([name, text]) => [name, value(text)]));
}

describe("the user of a stage", () => {
  const cases: readonly (readonly [what: string, text: string, user: string])[] = [
    ["written", "FROM x\nUSER app\n", "app (dockerfile, app)"],
    ["the last of several", "FROM x\nUSER 1\nUSER 0\n", "0 (dockerfile, 0) root"],
    ["a group alone is root", "FROM x\nUSER :1000\n", ":1000 (dockerfile, :1000) root"],
    ["quoted", 'FROM x\nUSER "app"\n', 'app (dockerfile, "app")'],
    ["in a half-typed USER, nothing", "FROM x\nUSER 1\nUSER\n", "1 (dockerfile, 1) not root"],
    ["of an empty image", "FROM scratch\n", " (default, FROM) root"],
    ["of an unknown image", "FROM acme/app\n", "? image acme/app (image, FROM)"],
    ["of a known image", "FROM alpine:3.20\n", "root (image, FROM) root"],
    ["of a known image with a user of its own", "FROM nginxinc/nginx-unprivileged\n", "101 (image, FROM) not root"],
    [
      "of a Windows image",
      "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n",
      "? image mcr.microsoft.com/windows/nanoserver:ltsc2022 (image, FROM)",
    ],
    ["of the stage below", "FROM x AS a\nUSER 7\nFROM a\n", "7 (dockerfile, 7) not root"],
    ["of the stage below, which names none", "FROM scratch AS a\nFROM a AS b\nFROM b\n", " (default, FROM) root"],
    [
      "not of a stage whose name is spelled otherwise",
      "FROM x AS base\nUSER 7\nFROM BASE\n",
      "? image BASE (image, FROM)",
    ],
    ["of a stage named in capitals", "FROM x AS Base\nUSER 7\nFROM base\n", "7 (dockerfile, 7) not root"],
    ["not of a stage without AS", "FROM x base\nUSER 7\nFROM base\n", "? image base (image, FROM)"],
    ["in a here-document is content", "FROM x\nUSER 7\nRUN <<E\nUSER root\nE\n", "7 (dockerfile, 7) not root"],
    ["in an indented comment is no user", "FROM x\n  # USER 0\n  USER 1004\n", "1004 (dockerfile, 1004) not root"],
    [
      "behind an open here-document is unknown",
      "FROM x\nUSER 7\nRUN <<E\nUSER 0\n",
      "? RUN that is not read whole (dockerfile, RUN)",
    ],
    [
      "in a template is unknown unless written",
      "FROM alpine\n{% if x %}\nRUN y\n{% endif %}\n",
      "? a template, {% (dockerfile, {%)",
    ],
    ["held by ONBUILD does not count in the stage itself", "FROM scratch\nONBUILD USER 7\n", " (default, FROM) root"],
    [
      "held by ONBUILD counts in the stage above",
      "FROM scratch AS a\nONBUILD USER 7\nFROM a\n",
      "7 (dockerfile, 7) not root",
    ],
    [
      "held by ONBUILD counts once",
      "FROM scratch AS a\nONBUILD USER 7\nFROM a AS b\nUSER 8\nFROM b\n",
      "8 (dockerfile, 8) not root",
    ],
    ["of a build context", "FROM base\n", "? build context base (image, FROM)"],
  ];
  for (const [what, text, user] of cases) {
    const contexts = new Set(text === "FROM base\n" ? ["base"] : []);
    it(what, () => assert.equal(userOf(text, { ...NO_OPTIONS, contexts }), user));
  }

  it("points at the stage that brings it in", () => {
    const text = "FROM x AS a\nUSER 7\nFROM a\n";
    const { via } = lastStage(text).user;
    assert.equal(via?.start, text.lastIndexOf("a"));
  });
});

describe("variables of a Dockerfile", () => {
  const cases: readonly (readonly [text: string, user: string])[] = [
    ["FROM x\nARG U=1\nUSER $U", "1"],
    ["FROM x\nARG U\nUSER $U", `? \${U}`],
    ["FROM x\nUSER $U", `? \${U}`],
    ["FROM scratch\nUSER $U", ""],
    ["FROM x\nENV U=1\nARG U=2\nUSER $U", "2"],
    ["FROM x\nENV U=1\nARG U\nUSER $U", "1"],
    ["FROM x\nARG U=1\nENV U=2\nUSER $U", "2"],
    ["FROM x\nENV U 1 2\nUSER $U", "1 2"],
    ["FROM x\nENV A=1 B=$A\nENV B=$A\nUSER $B", "1"],
    ["FROM scratch\nENV A=1 B=$A\nUSER b$B", "b"],
    ["ARG U=1\nFROM x\nUSER $U", `? \${U}`],
    ["ARG U=1\nFROM x\nARG U\nUSER $U", "1"],
    ["ARG U=1\nFROM x\nARG U=2\nUSER $U", "2"],
    ["FROM x AS a\nARG U=1\nFROM a\nUSER $U", "1"],
    ["FROM x AS a\nENV U=1\nFROM y\nUSER $U", `? \${U}`],
    ["FROM x\nARG TARGETARCH\nUSER $TARGETARCH", `? \${TARGETARCH}`],
    ["FROM x\nARG A=1\nARG B=$A\nUSER ${B}:${A}", "1:1"],
    ["FROM x\nARG A=1 B=2\nUSER $A:$B", "1:2"],
  ];
  for (const [text, user] of cases) {
    it(JSON.stringify(text), () =>
      assert.equal(
        shown(lastStage(text).user, (value) => value.text),
        user,
      ),
    );
  }

  it("take what the build is given", () => {
    const given = { args: args({ U: "9", V: undefined }) };
    assert.equal(userOf("FROM x\nARG U=1\nUSER $U", given), "9 (dockerfile, $U) not root");
    assert.equal(userOf("FROM x\nARG V=1\nUSER $V", given), `? \${V} (dockerfile, $V)`);
    assert.equal(userOf("FROM x\nARG V=1\nUSER ${V:-2}", given), `? \${V} (dockerfile, \${V:-2})`);
    assert.equal(userOf("FROM x\nENV U=1\nUSER $U", given), "1 (dockerfile, $U) not root");
    assert.equal(userOf("ARG U\nFROM scratch AS a\nARG U\nUSER $U", given), "9 (dockerfile, $U) not root");
  });

  it("are told as they are written", () => {
    const { variables } = lastStage("FROM x\nARG A\nARG B=1\nENV C=$B D=$Q E F\n", { args: args({ B: "2" }) });
    const told = variables.map(({ name, kind, value }) => `${kind} ${name}=${shown(value, String)}`);
    assert.deepEqual(told, ["ARG A=null", "ARG B=1", "ENV C=2", `ENV D=? \${Q}`]);
    assert.deepEqual(
      resolved("ARG A=1\nARG B=$A\nFROM x\n", NO_OPTIONS).args.map(({ value }) => shown(value, String)),
      ["1", "1"],
    );
  });
});

describe("expansion", () => {
  const cases: readonly (readonly [written: string, value: string])[] = [
    [`\${A}`, "foobarbar"],
    [`\${A:-x}`, "foobarbar"],
    [`\${N:-x}`, "x"],
    [`\${N-x}`, "x"],
    [`\${E:-x}`, "x"],
    [`\${E-x}`, ""],
    [`\${A:+x}`, "x"],
    [`\${N:+x}`, ""],
    [`\${E+x}`, "x"],
    [`\${N:-\${A}}`, "foobarbar"],
    [`\${N:-"a b"}`, "a b"],
    [`\${A:?m}`, "foobarbar"],
    [`\${N:?m}`, `? \${N:?m}`],
    [`\${A#*o}`, "obarbar"],
    [`\${A##*o}`, "barbar"],
    [`\${A%b*}`, "foobar"],
    [`\${A%%b*}`, "foo"],
    [`\${A#x}`, "foobarbar"],
    [`\${A/bar/x}`, "fooxbar"],
    [`\${A//bar/x}`, "fooxx"],
    [`\${A//?a/}`, "foorr"],
    [`"$A"'$A'\\$A`, "foobarbar$A$A"],
    ["$A.b", "foobarbar.b"],
    ["$$", ""],
    [`\${U}`, `? \${U}`],
    [`\${U:-x}`, "x"],
    [`\${U-x}`, "x"],
    [`\${U:+x}`, ""],
    [`\${U:?m}`, `? \${U}`],
    [`\${A:-$U}`, "foobarbar"],
    [`\${N:-$U}`, `? \${U}`],
    [`\${A`, `? \${A`],
    ["'a", "? 'a"],
    [`\${A^^}`, `? \${A^^}`],
    [`\${A:#foo}`, `? \${A:#foo}`],
    [`\${-x}`, `? \${-x}`],
    [`\${+x}\${/a/b}`, ""],
    [`\${A//\\"/-}`, `? \${A//\\"/-}`],
    [`\${A//""/-}`, "-f-o-o-b-a-r-b-a-r-"],
    [`\${A///-}`, "-f-o-o-b-a-r-b-a-r-"],
    [`\${A//o*/-}`, "f-"],
    [`\${E/*/x}`, "x"],
    [`\${E//*/x}`, "x"],
    [`\${A//b/'$0'}`, `? \${A//b/'$0'}`],
    [`\${A/b/'$0'}`, "foo$0arbar"],
    ["$A\u0661", ""],
  ];
  for (const [written, value] of cases) {
    it(`${written} is ${value}`, () => {
      const { volumes, variables } = lastStage(`FROM scratch\nARG U\nENV A=foobarbar E=\nENV R=${written}\nVOLUME x\n`);
      assert.equal(volumes.length, 1);
      assert.equal(shown(variables.at(-1)?.value ?? assert.fail(), String), value);
    });
  }
});

describe("stages", () => {
  function names(text: string, target?: string): string {
    const { stages } = resolved(text, { ...NO_OPTIONS, ...(target === undefined ? {} : { target }) });
    return stages.map(({ name, final, used }) => `${name}${final ? "!" : used ? "+" : ""}`).join(" ");
  }

  it("are named, numbered, and marked where the final image needs them", () => {
    const text = "FROM x AS a\nFROM y AS B\nFROM z\nFROM b AS last\nCOPY --from=A x y\n";
    assert.equal(names(text), "a+ b+ 2 last!");
    assert.equal(names(text, "B"), "a b! 2 last");
    assert.equal(names(text, "0"), "a b 2 last");
    assert.equal(names("FROM x AS a\nFROM y\nRUN --mount=type=bind,from=a,target=/x z\n"), "a+ 1!");
    assert.equal(names("FROM x\nFROM y\nCOPY --from=0 a b\n"), "0+ 1!");
  });

  it("are none where there is no FROM", () => {
    const { dockerfile } = resolveDockerfile(parseDockerfile("f", "RUN x\nUSER root\n"), NO_OPTIONS);
    assert.deepEqual(dockerfile.stages, []);
  });

  const images: readonly (readonly [text: string, image: string])[] = [
    ["FROM nginx:1", "nginx:1"],
    ["FROM scratch", "nothing"],
    ["ARG T=3\nARG I=alpine:$T\nFROM $I", "alpine:3"],
    ["FROM alpine:$T", "? alpine:$T"],
    [`FROM \${I:-alpine}`, "alpine"],
    ["ARG I\nFROM $I", `? \${I}`],
    ["FROM x AS a\nFROM a AS b\nFROM b", "x"],
    ["FROM --platform=$BUILDPLATFORM a", "a"],
    ["FROM", "? FROM without an image"],
  ];
  for (const [text, image] of images) {
    it(`${JSON.stringify(text)} starts from ${image}`, () => {
      assert.equal(
        shown(lastStage(text).image, (value) => value?.text ?? "nothing"),
        image,
      );
    });
  }

  it("of Windows are known by image or platform", () => {
    const windows = (text: string): boolean => lastStage(text).windows;
    assert.ok(windows("FROM mcr.microsoft.com/windows/servercore:ltsc2022"));
    assert.ok(windows("FROM --platform=windows/amd64 x"));
    assert.ok(windows("FROM python:3.12-windowsservercore AS a\nFROM a"));
    assert.ok(!windows("FROM mcr.microsoft.com/dotnet/sdk:8.0"));
  });

  const refusals: readonly (readonly [text: string, refusal: string])[] = [
    ["RUN x\nFROM a\n", "RUN: RUN stands before the first FROM, where only ARG may"],
    ["FROM a b\n", "FROM: FROM takes an image, or an image, AS and a name"],
    ["FROM a\nUSE b\n", 'USE: there is no instruction "USE"'],
    ["FROM a\nEXPOSEE 1\n", 'EXPOSEE: there is no instruction "EXPOSEE", but "EXPOSE"'],
    ["FROM a\nXYZ b\nGO c\nXYZ d\n", 'XYZ: there is no instruction "XYZ", the first of 3'],
    ["FROM a\nRUN <<E\nx\n", '<<E: the here-document "E" is not ended'],
    ["# escape=x\nFROM a\n", 'x: the escape character must be \\ or `, not "x"'],
    ["# syntax=dockerfile\n# syntax=dockerfile\nFROM a\n", 'dockerfile: the parser directive "syntax" is given twice'],
    [
      "# syntax=docker.io/docker/dockerfile-upstream:master-labs@sha256:0\nGO\nFROM a\n",
      'GO: there is no instruction "GO"',
    ],
    ["# syntax=acme/other\nFROM a\nUSE b\n", ""],
    ["FROM a\nRUN [\n", ""],
    [`FROM a\nRUN ${"[".repeat(100_000)}\n`, ""],
  ];
  for (const [text, expected] of refusals) {
    it(`${JSON.stringify(text.slice(0, 40))} ${expected === "" ? "is taken" : "is refused"}`, () => {
      const { refusals: found } = resolveDockerfile(parseDockerfile("f", text), NO_OPTIONS).dockerfile;
      const told = found.map(({ at, because }) => `${text.slice(at.start, at.end)}: ${because}`);
      assert.deepEqual(told, expected === "" ? [] : [expected]);
    });
  }

  it("are refused a hundred times at most", () => {
    const text = `FROM a\n${"COPY a\n".repeat(5000)}`;
    assert.equal(resolveDockerfile(parseDockerfile("f", text), NO_OPTIONS).dockerfile.refusals.length, 100);
  });

  const templates: readonly (readonly [name: string, text: string])[] = [
    ["Dockerfile.j2", "{% if a %}\nFROM {{ b }}\n{% endif %}\n{{ c }}\n{{ d }}\n"],
    ["Dockerfile", "FROM python:{{ .Version }}-slim\nRUN x\n"],
    ["Dockerfile.erb", "<% if a %>\nFROM b\n<% end %>\n"],
    ["Dockerfile", "FROM <%= base %>\n<%= rest %>\n"],
    ["Dockerfile", "%%LICENSE%%\nFROM a\n%%ENV%%\n"],
    ["Dockerfile.template", "FROM a\nplaceholder one\nplaceholder two\n"],
    ["Dockerfile.m4", "include(`base')\nFROM a\n"],
  ];
  for (const [name, text] of templates) {
    it(`of a template are told of once: ${JSON.stringify(text.slice(0, 30))}`, () => {
      const { dockerfile, inputErrors } = resolveDockerfile(parseDockerfile(`file:///${name}`, text), NO_OPTIONS);
      assert.deepEqual(dockerfile.refusals, []);
      assert.deepEqual(
        inputErrors.map(({ message }) => message),
        ["this is a template that another program makes a Dockerfile of: what it fills in is not read"],
      );
    });
  }

  it("are no template where a command speaks of one, and a name alone makes none", () => {
    for (const [name, text] of [
      ["Dockerfile", "FROM a\nRUN docker inspect -f '{{ .Id }}' x && echo <%= y %>\n"],
      ["Dockerfile.tmpl", "FROM a\nRUN x\n"],
    ] as const) {
      const { dockerfile, inputErrors } = resolveDockerfile(parseDockerfile(`file:///${name}`, text), NO_OPTIONS);
      assert.deepEqual([dockerfile.refusals, inputErrors], [[], []]);
    }
  });

  it("are read up to the thousandth", () => {
    const { inputErrors } = resolveDockerfile(parseDockerfile("f", "FROM a\n".repeat(1001)), NO_OPTIONS);
    assert.deepEqual(
      inputErrors.map(({ message, cut }) => [message, cut]),
      [["Only the first 1000 stages are read.", true]],
    );
  });
});

describe("what a stage's image starts and holds", () => {
  function started(text: string): string {
    const { entrypoint, command } = lastStage(text);
    return `${shown(entrypoint, JSON.stringify)} ${shown(command, JSON.stringify)}`;
  }

  const cases: readonly (readonly [text: string, started: string])[] = [
    ["FROM scratch", "null null"],
    ["FROM x", "? image x ? image x"],
    ['FROM scratch\nCMD ["a"]', 'null ["a"]'],
    ["FROM scratch\nCMD a b", 'null ["/bin/sh","-c","a b"]'],
    ['FROM scratch\nSHELL ["bash", "-c"]\nCMD a b', 'null ["bash","-c","a b"]'],
    ['FROM scratch AS s\nCMD ["a"]\nFROM s\nENTRYPOINT ["b"]', '["b"] null'],
    ['FROM scratch AS s\nCMD ["a"]\nFROM s\nCMD ["c"]\nENTRYPOINT ["b"]', '["b"] ["c"]'],
    ["FROM x\nENTRYPOINT []", "null null"],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.equal(started(text), expected));

  it("several ports in one variable", () => {
    const { exposed } = lastStage('FROM x\nENV P="80 443/udp"\nEXPOSE $P\n');
    assert.deepEqual(
      exposed.map(({ port, protocol }) => `${port}/${protocol}`),
      ["80/tcp", "443/udp"],
    );
  });

  it("ports, volumes, directories, copies", () => {
    const stage = lastStage(
      'FROM x AS a\nEXPOSE 22\nFROM a\nARG P=80\nEXPOSE $P 81-82/UDP x\nVOLUME ["/a b"]\nVOLUME /c /d\nWORKDIR e\nWORKDIR /f\nWORKDIR ../g\n' +
        "COPY --from=nginx --chown=1 <<E h /i\nx\nE\nADD j k\n",
    );
    assert.deepEqual(
      stage.exposed.map(({ port, protocol }) => `${port}/${protocol}`),
      ["22/tcp", "80/tcp", "81/udp", "82/udp"],
    );
    assert.deepEqual(
      stage.volumes.map(({ path }) => path),
      ["/a b", "/c", "/d"],
    );
    assert.deepEqual(
      stage.workdirs.map(({ path }) => shown(path, String)),
      ["? image x", "/f", "/g"],
    );
    const copies = stage.copies.map(({ instruction, sources, target, from }) => [
      instruction,
      sources.map(({ text }) => text).join(),
      target,
      from?.image && shown(from.image, ({ text }) => text),
    ]);
    assert.deepEqual(copies, [
      ["COPY", "h", "/i", "nginx"],
      ["ADD", "j", "k", undefined],
    ]);
  });

  it("health checks, which a stage may take away", () => {
    assert.equal(lastStage("FROM x AS a\nHEALTHCHECK CMD y\nFROM a").healthcheck, true);
    assert.equal(lastStage("FROM x AS a\nHEALTHCHECK CMD y\nFROM a\nHEALTHCHECK NONE").healthcheck, false);
  });

  it("who runs what: a build step as the user of that point, a start as the last one", () => {
    const { runs } = lastStage("FROM x\nUSER 1\nRUN a\nCMD b\nUSER 2\nENTRYPOINT c\nHEALTHCHECK CMD d\n");
    const told = runs.map(({ instruction, user }) => `${instruction} ${shown(user, ({ text }) => text)}`);
    assert.deepEqual(told, ["RUN 1", "CMD 2", "ENTRYPOINT 2", "HEALTHCHECK 2"]);
  });
});

const PIECES: readonly string[] = [
  ..."\n \t \\ ` \" ' | && ; ( ) { } $( <( (( [[ ]] <<E <<< \r\n \0 \uFEFF \uD800 # ${A:- $A".split(" "),
  ..."if then fi for in do done case esac eval find -exec sudo sh curl".split(" ").map((word) => ` ${word} `),
  ...[
    "FROM a AS b\n",
    "FROM b\n",
    "USER $A\n",
    "ARG A=1\n",
    'ENV A="$A\n',
    "RUN ",
    'CMD ["',
    '"]\n',
    "\nE\n",
    "\\\n",
    "# escape=`\n",
  ],
  ...["ONBUILD ", "HEALTHCHECK ", "COPY --from=b x y\n", "EXPOSE 1-99999\n", "{% x %}\n", "SHELL ", "WORKDIR ../$A\n"],
];

describe("any Dockerfile", () => {
  function check(name: string, text: string): void {
    for (const stage of resolved(text, NO_OPTIONS).stages) {
      for (const { script } of stage.runs) {
        for (const { at } of script.commands) assert.ok(at.start <= at.end && at.end <= text.length, name);
      }
    }
  }

  it("of the corpus is resolved, with places in the file", () => {
    for (const { name, text } of DOCKERFILES) check(name, text);
  });

  it("made of any pieces is resolved, with places in the file", () => {
    const piece = fc.constantFrom(...PIECES);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => check(pieces.join(""), pieces.join(""))),
      { numRuns: 2000 },
    );
  });

  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`with ${name} is resolved`, () => {
      for (const size of [10, 1000, 50_000]) check(name, make(size));
    });
  }
});
