import { MappedText } from "../../text/mapped-text.ts";

/**
 * Decodes the JSON string that stands at `[start, end)` of the text, quotes included; each of its code units keeps its place in the file.
 * Undefined for what is no JSON string.
 */
export function decodeJsonString(joined: MappedText, start: number, end: number): MappedText | undefined {
  const { text } = joined;
  if (end - start < 2 || text.charAt(end - 1) !== '"') return undefined;
  const inside = joined.slice(start + 1, end - 1);
  if (!/[\\\p{Cc}]/u.test(inside.text)) return inside;
  try {
    const decoded: unknown = JSON.parse(text.slice(start, end));
    return typeof decoded === "string" ? withEscapes(inside) : undefined;
  } catch {
    return undefined;
  }
}

/** Puts the string together from what stands as it is and from the escapes, which JSON.parse has found to be right. */
function withEscapes(inside: MappedText): MappedText {
  const { text } = inside;
  const parts: MappedText[] = [];
  let done = 0;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", done)) {
    parts.push(inside.slice(done, at));
    const length = text.charAt(at + 1) === "u" ? 6 : 2;
    const decoded: unknown = JSON.parse(`"${text.slice(at, at + length)}"`);
    const { start, end } = inside.span(at, at + length);
    parts.push(MappedText.of([{ text: String(decoded), from: start, width: end - start }], start));
    done = at + length;
  }
  parts.push(inside.slice(done, text.length));
  return MappedText.concat(parts);
}
