/**
 * A text that may go to a terminal, a log or a report as it is: what somebody else wrote in it can neither act on whoever shows it nor be taken for a command.
 * Only the functions of this folder make such texts, and what paints them on a terminal, so that forgetting one is an error of types.
 */
export type Printable = string & { readonly [BRAND]: true };
declare const BRAND: unique symbol;

/**
 * A name, a message or another text that stands on one line. U+FFFD replaces each control character (escape sequences and line ends among them), each
 * separator of lines and paragraphs, what turns the direction of text, byte order marks, what XML forbids and halves of surrogate pairs; and one character
 * of what a CI system would obey. The result is as long as the text, in UTF-16 code units, so that offsets keep their meaning; doing it again changes nothing.
 * Sources: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing, https://www.w3.org/TR/xml/#charsets
 */
export function printable(text: string): Printable {
  return disobeyed(text.replace(NOT_SHOWN, REPLACEMENT));
}

/** Several lines: as `printable`, but tabs and line ends (LF, CR LF) stay. */
export function printableLines(text: string): Printable {
  return disobeyed(text.replace(NOT_SHOWN_IN_LINES, REPLACEMENT));
}

/**
 * A text for readers that see what no screen shows, as language models do: several lines, as `printableLines`, in which U+FFFD also replaces characters that show
 * nothing (tags, variation selectors, fillers, zero-width ones), since a text can be hidden in them. A single joiner or selector stays, as emoji and some
 * scripts have it. Source: https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
export function visible(text: string): Printable {
  return printableLines(text.replace(/\p{DI}+/gu, (run) => (JOINING.test(run) ? run : REPLACEMENT.repeat(run.length))));
}

/** What joins two characters or picks a form of one, without another such beside it. */
const JOINING = /^(?:\u200C|\u200D|\uFE0E|\uFE0F|\uFE0F\u200D)$/;

/** A text of the program's own with printable parts: the tag of a template. Other texts in it are an error of types. */
export function shown(texts: TemplateStringsArray, ...parts: readonly (Printable | number)[]): Printable {
  return String.raw({ raw: texts }, ...parts) as Printable;
}

/** Printable texts in one, with the program's own separator between any two. */
export function joined(
  parts: readonly Printable[],
  separator: "" | " " | ", " | "; " | ",\n" | "\n" | "\n\n",
): Printable {
  return parts.join(separator) as Printable;
}

/** The words of a printable text, parted at single spaces. */
export function wordsOf(text: Printable): readonly Printable[] {
  return text.split(" ") as string[] as Printable[];
}

/** A printable text without the white space at its end. */
export function trimmedEnd(text: Printable): Printable {
  return text.trimEnd() as Printable;
}

/** A text without halves of surrogate pairs, which UTF-8 cannot hold: U+FFFD stands in their place. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, REPLACEMENT);
}

/** It is seen. A zero-width character would neither be nor help: .NET, in which two of the runners below are written, compares texts as if there were none. */
const REPLACEMENT = "\uFFFD";

const NOT_SHOWN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}\uFEFF\uFFFE\uFFFF]/gu;
const NOT_SHOWN_IN_LINES = /(?!\n|\t|\r\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}\uFEFF\uFFFE\uFFFF]/gu;

/**
 * Breaks what a CI system takes out of a log and obeys. This is done wherever a text goes, since nobody can tell a log that is read by such a system: it
 * passes no environment variable on into a container.
 *
 * | system | obeys | source |
 * | --- | --- | --- |
 * | GitHub Actions | `##[command]` anywhere in a line | `ActionCommand.TryParse` in https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs |
 * | GitHub Actions | `::command ::` behind white space at a line's start | `TryParseV2`, there |
 * | Azure Pipelines | `##vso[` anywhere, `##[` at a line's start | `Command.TryParse` in https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Microsoft.VisualStudio.Services.Agent/Command.cs |
 * | TeamCity | `##teamcity[` | https://www.jetbrains.com/help/teamcity/service-messages.html |
 *
 * A word with `::` is broken wherever it stands, since tables wrap texts in front of it. What GitLab (`section_start:…\r\e[0K`), Travis (`travis_fold:…\r\e[0K`),
 * Jenkins (`\e[8mha:`) and Buildkite (`\e]1339;`) obey holds control characters. Buildkite's headings (`--- `) only fold the log and stand in every diff.
 */
function disobeyed(text: string): Printable {
  return text
    .replace(/##(?=[a-z]*\[)/gi, `#${REPLACEMENT}`)
    .replace(/(^|\s)::(?=[a-z][\w-]*(?:\s|::|$))/gi, `$1:${REPLACEMENT}`) as Printable;
}
