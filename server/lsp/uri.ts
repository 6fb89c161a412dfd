import { URI } from "vscode-uri";

/**
 * One spelling for all spellings of a URI: `file:///c%3A/a` and `file:///C:/a` give the same key.
 * Clients differ in what they percent-encode, and the analysis spells the files it finds in its own way.
 * A text that is no URI is its own key.
 */
export function keyOf(uri: string): string {
  try {
    return URI.parse(uri).toString();
  } catch {
    return uri;
  }
}
