import { URI } from "vscode-uri";

/**
 * One spelling for all spellings of a URI: `file:///c%3A/a` and `file:///C:/A` give the same key.
 * Clients differ in what they percent-encode, and the analysis spells the files it finds in its own way. Windows tells no capitals apart, on drives
 * and on shares; the shares that WSL makes of a Linux file system do. A text that is no URI is its own key.
 */
export function keyOf(uri: string): string {
  const known = KEYS.get(uri);
  if (known !== undefined) return known;
  const key = parsedKeyOf(uri);
  if (KEYS.size >= MOST_KEYS) KEYS.clear();
  KEYS.set(uri, key);
  return key;
}

/** The keys that were last asked for: one change asks for those of a few files, once for each place that is shown. */
const KEYS = new Map<string, string>();
const MOST_KEYS = 1_000;

function parsedKeyOf(uri: string): string {
  try {
    const parsed = URI.parse(uri);
    const key = parsed.toString();
    return isWindows(parsed) ? key.toLowerCase() : key;
  } catch {
    return uri;
  }
}

function isWindows({ scheme, authority, path }: URI): boolean {
  if (scheme !== "file") return false;
  return authority === "" ? /^\/[A-Za-z]:/.test(path) : !/^(?:wsl\$|wsl\.localhost|localhost)$/i.test(authority);
}
