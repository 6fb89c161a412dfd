import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { glob } from "tinyglobby";
import { ROOT } from "../../scripts/build.ts";
import { LANGUAGES, type LanguageName } from "./languages.ts";

type Texts = Readonly<Record<string, string>>;

/** The files of texts: the name of the one for a language, and the English one that it has to follow. */
const FILES: readonly { readonly of: (language: LanguageName) => string; readonly english: string }[] = [
  { of: (language) => `l10n/bundle.l10n.${language}.json`, english: "l10n/bundle.l10n.json" },
  { of: (language) => `package.nls.${language}.json`, english: "package.nls.json" },
];

/** Texts that a language has the same as English: names, mere places, and words that the two share. */
const ALIKE: Readonly<Record<LanguageName, readonly string[]>> = {
  de: [
    "Bulkhead: {0}",
    "Container",
    "Container {0}",
    "Host",
    "{0} in {1}",
    "Debian, Ubuntu, SUSE",
    "Fedora, Red Hat Enterprise Linux",
  ],
  es: ["Bulkhead: {0}", "error", "Host", "Debian, Ubuntu, SUSE", "Fedora, Red Hat Enterprise Linux"],
  fr: ["fragile", "image", "service", "Debian, Ubuntu, SUSE", "Fedora, Red Hat Enterprise Linux"],
  ja: ["Bulkhead: {0}"],
  "zh-cn": [],
};

/** What has to come back of an English text, in any order: code, places, icons, links, and where emphasis begins and ends. */
const KEPT: readonly RegExp[] = [/`[^`]+`/g, /\{\d+\}/g, /\$\([\w~-]+\)/g, /\]\([^)]+\)/g, /\*+/g, /\n/g];

/** Names that nobody translates. */
const NAMES =
  /\b(?:Bulkhead|Docker DX|Container Tools|Docker|Compose|Dockerfiles?|Podman|AppArmor|SELinux|DOCKER_HOST|SVG|TLS|HTTP|GPU|CPU|tmpfs|seccomp|sudo|pre_start|cap_add|volumes_from|privileged|RUN --mount=type=secret|cgroup v2|127\.0\.0\.1)\b/gi;

/** The words that each language has for what this is about: one for each, so that a reader who has met it knows it again. */
const GLOSSARY: readonly { readonly english: RegExp; readonly in: Readonly<Record<LanguageName, RegExp>> }[] = [
  {
    english: /\bcontainers?\b/i,
    in: { de: /container/i, es: /contenedor/i, fr: /conteneur/i, ja: /コンテナ/, "zh-cn": /容器/ },
  },
  {
    english: /\bcapabilit(?:y|ies)\b/i,
    in: { de: /capabilit/i, es: /capacidad/i, fr: /capacité/i, ja: /ケーパビリティ/, "zh-cn": /权能/ },
  },
  {
    english: /\bnamespaces?\b/i,
    in: { de: /namespace/i, es: /espacios? de nombres/i, fr: /espaces? de noms/i, ja: /名前空間/, "zh-cn": /命名空间/ },
  },
  {
    english: /\bfindings?\b/i,
    in: { de: /befund/i, es: /hallazgo/i, fr: /constat/i, ja: /検出/, "zh-cn": /发现/ },
  },
  {
    english: /\bexposure\b/i,
    in: { de: /exposition/i, es: /exposición/i, fr: /exposition/i, ja: /露出度/, "zh-cn": /暴露程度/ },
  },
  {
    english: /\bharden/i,
    in: { de: /h[äa]rt/i, es: /reforza|refuer[zc]/i, fr: /durci/i, ja: /強化/, "zh-cn": /加固/ },
  },
  {
    english: /\b(?:mount|mounts)\b/i,
    in: { de: /einh[äa]ng|h[äa]ngt\b.*\bein\b/i, es: /mont/i, fr: /mont/i, ja: /マウント/, "zh-cn": /挂载/ },
  },
  {
    english: /\brules?\b/i,
    in: { de: /regel/i, es: /regla/i, fr: /règle/i, ja: /ルール/, "zh-cn": /规则/ },
  },
  {
    english: /\bservices?\b/i,
    in: { de: /dienst/i, es: /servicio/i, fr: /service/i, ja: /サービス/, "zh-cn": /服务/ },
  },
  {
    english: /\bhost(?:'s)?\b/i,
    in: { de: /host/i, es: /host/i, fr: /hôte/i, ja: /ホスト/, "zh-cn": /宿主机|主机名/ },
  },
];

describe("languages", () => {
  it("have both files each, and there are no others", async () => {
    const there = await glob(["l10n/bundle.l10n.*.json", "package.nls.*.json"], { cwd: ROOT });
    assert.deepEqual(there.sort(), FILES.flatMap(({ of }) => LANGUAGES.map(of)).sort());
  });

  for (const { of, english } of FILES) {
    const texts = read(english);
    for (const language of LANGUAGES) {
      const file = of(language);

      it(`${file} has every text once, in the order of the English one`, () => {
        const written = [...readFileSync(path.join(ROOT, file), "utf8").matchAll(/^ {2}("(?:[^"\\]|\\.)*"):/gm)];
        assert.deepEqual(
          written.map(([, key = ""]) => JSON.parse(key)),
          Object.keys(texts),
        );
      });

      it(`${file} keeps code, places, icons, links and emphasis`, () => {
        for (const [key, translated] of Object.entries(read(file))) {
          for (const pattern of KEPT) assert.deepEqual(kept(translated, pattern), kept(texts[key], pattern), key);
        }
      });

      it(`${file} is translated: nothing is as it is in English but what is named`, () => {
        const alike = Object.entries(read(file)).filter(
          ([key, translated]) => translated === texts[key] && hasWords(key),
        );
        assert.deepEqual(
          alike.filter(([key]) => !ALIKE[language].includes(texts[key] ?? "")),
          [],
        );
      });

      it(`${file} ends its sentences and menus as English does`, () => {
        const differ = Object.entries(read(file)).filter(([key, text]) => ending(text) !== ending(texts[key] ?? ""));
        assert.deepEqual(differ, []);
      });

      it(`${file} has one word for each thing`, () => {
        const differ = Object.entries(read(file)).flatMap(([key, translated]) => {
          const meant = (texts[key] ?? "").replace(/`[^`]*`|\]\([^)]*\)/g, "").replace(NAMES, "");
          return GLOSSARY.filter((one) => one.english.test(meant) && !one.in[language].test(translated)).map(
            (one) => `${one.english} in "${meant}": ${translated}`,
          );
        });
        assert.deepEqual(differ, []);
      });
    }
  }

  it("that are named as having a text like English have it", () => {
    for (const language of LANGUAGES) {
      const texts = FILES.flatMap(({ of }) => Object.values(read(of(language))));
      for (const text of ALIKE[language]) assert.ok(texts.includes(text), `${language}: ${text}`);
    }
  });
});

function read(file: string): Texts {
  return JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));
}

/** Whether a text is more than places and the signs between them. */
function hasWords(text: string): boolean {
  return /\p{L}/u.test(text);
}

function kept(text = "", pattern: RegExp): readonly string[] {
  return (text.match(pattern) ?? []).sort();
}

/** How a text ends: as a sentence, as a menu that asks for more, or neither. */
function ending(text: string): string {
  return /[.。]$/.test(text) ? "." : text.endsWith("…") ? "…" : "";
}
