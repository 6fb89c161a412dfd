/** Stands in a text for a variable without a value. No keyboard types it and no Compose file was seen to hold it. */
export const UNRESOLVED = "\u{FFFC}";
