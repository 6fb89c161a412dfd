import type { BakeTarget } from "../../bake/syntax/tree.ts";
import { BAKE_KEYS, BAKE_WORDS } from "../../facts/bake-keys.ts";
import type { Expression } from "../../hcl/tree.ts";
import type { Build } from "../../model/container.ts";
import { knownValue, type Setting } from "../../model/setting.ts";
import type { Analysis } from "../../run/analysis.ts";
import { touches } from "../../text/span.ts";
import { cardMarkdown, code, codeList } from "./card.ts";
import { explainValue } from "./compose.ts";
import type { Explained } from "./explained.ts";

/** Explains what stands at an offset of a bake file: the name of a target, an attribute, a word that asks for less isolation. */
export function explainBake({ bake, project }: Analysis, offset: number): Explained | undefined {
  const target = bake?.targets.find(({ whole }) => touches(whole, offset));
  if (target === undefined) return undefined;
  if (touches(target.at, offset)) {
    const built = project?.services.find(({ at }) => at.start === target.at.start && at.file === target.at.file);
    return built?.build && { at: target.at, markdown: buildMarkdown(built.name, built.build), specific: true };
  }
  return explainAttribute(target, offset);
}

function explainAttribute({ name, attributes }: BakeTarget, offset: number): Explained | undefined {
  for (const [attribute, { key, value }] of attributes) {
    const known = BAKE_KEYS.get(attribute);
    if (touches(key, offset) && known !== undefined)
      return explainValue({ path: ["services", name, "build", known], at: key }, undefined, offset);
    const text = textAt(value, offset);
    const word = text && BAKE_WORDS.get(attribute)?.find((one) => one.word === text.text.split("=")[0]);
    if (text && word) {
      const links = ["https://docs.docker.com/build/bake/reference/"];
      const asked =
        attribute === "entitlements"
          ? [" The file asks for it; `--allow` or an answer at the terminal grants it."]
          : [];
      return {
        at: text.at,
        markdown: cardMarkdown({
          title: code(text.text),
          text: `${word.says}.${asked.join("")}`,
          links,
          specific: false,
        }),
        specific: false,
      };
    }
  }
  return undefined;
}

function textAt(value: Expression, offset: number): (Expression & { readonly kind: "text" }) | undefined {
  if (!touches(value.at, offset)) return undefined;
  if (value.kind === "text") return value;
  const inside = value.kind === "tuple" ? value.items : [];
  return inside.map((item) => textAt(item, offset)).find((one) => one !== undefined);
}

/** What a target builds: of what, with what, and who the image runs as. */
function buildMarkdown(name: string, build: Build): string {
  const { context, target, stage, args, secrets, ssh, entitlements, network, additionalContexts } = build;
  const user = stage && said(stage.user, ({ text }) => text);
  return cardMarkdown({
    title: `Target ${code(name)}`,
    text: `Builds ${said(context, (text) => text)}${stageWords(target)}. Nothing runs until somebody starts the image.`,
    parts: [
      ["The image runs as", user],
      ["Build arguments", codeList([...args.keys()], 10)],
      [
        "Further contexts",
        codeList(
          additionalContexts.map((one) => one.name),
          10,
        ),
      ],
      [
        "Is given",
        codeList(
          [...secrets, ...ssh].map(({ text }) => text),
          10,
        ),
      ],
      ["Asks for", codeList([...entitlements.map(({ text }) => text), ...onHost(network)], 10)],
    ],
    links: ["https://docs.docker.com/build/bake/reference/#target"],
    specific: true,
  });
}

function stageWords(target: Build["target"]): string {
  const value = knownValue(target);
  return typeof value === "string" && value !== "" ? ` up to the stage ${code(value)}` : "";
}

function onHost(network: Build["network"]): readonly string[] {
  return knownValue(network) === "host" ? ["network = host"] : [];
}

function said<T>(setting: Setting<T>, text: (value: T) => string): string {
  return setting.state === "known" ? code(text(setting.value)) : `what ${code(setting.because)} says`;
}
