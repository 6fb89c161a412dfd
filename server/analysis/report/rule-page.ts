import type { Rule } from "../rules/rule.ts";

/**
 * The page of a rule in Markdown: what it reports, why, when it is fine, what to do instead, how to allow it, with both examples.
 * It ends with a line break. The same text is printed by `bulkhead rule` and lies under `docs/rules/`.
 */
export function rulePage({ id, level, profile, group, docs }: Rule): string {
  const language = docs.example.file.toLowerCase().includes("dockerfile") ? "dockerfile" : "yaml";
  const when = profile === "strict" ? ", reported with the profile `strict` only" : "";
  const blocks = [
    `# ${docs.title} (\`${id}\`)`,
    `Level: **${level}**${when}. Wall: ${group}.`,
    docs.what,
    section("Why it matters", docs.why),
    docs.fine === undefined ? undefined : section("When it is fine", docs.fine),
    section("Instead", docs.instead),
    section("Reported", code(language, docs.example.bad)),
    section("Not reported", code(language, docs.example.good)),
    section(
      "Allowing it",
      `Write the reason beside it:\n\n${code(language, `# bulkhead: allow ${id} -- why this is right here`)}`,
    ),
    docs.references.length === 0
      ? undefined
      : section("References", docs.references.map((reference) => `- <${reference}>`).join("\n")),
  ];
  return `${blocks.filter((block) => block !== undefined).join("\n\n")}\n`;
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

function code(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
