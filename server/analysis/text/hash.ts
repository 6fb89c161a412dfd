const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * The 64-bit FNV-1a hash over UTF-16 code units, as 16 hexadecimal digits. It tells texts apart that nobody made to be alike, and proves nothing.
 * Source: http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fnv1a(text: string): string {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
  }
  return hash.toString(16).padStart(16, "0");
}
