import { l10n } from "vscode";
import type { RuleEntry } from "../server/lsp/extension-protocol.ts";

/** What part of a container's isolation a rule is about. */
export type RuleGroup = RuleEntry["group"];
type Level = RuleEntry["level"];

/** The title of a rule, which the server gives in English, in the user's language if there is one. */
export function ruleTitle(title: string): string {
  return l10n.bundle?.[title] ?? title;
}

/** What a group of rules is about, in the user's language. */
export function groupName(group: RuleGroup): string {
  return GROUPS[group]();
}

/** How grave a finding is, in the user's language. */
export function levelName(level: Level): string {
  return LEVELS[level]();
}

const GROUPS: Readonly<Record<RuleGroup, () => string>> = {
  daemon: () => l10n.t("daemon"),
  "file system": () => l10n.t("file system"),
  namespaces: () => l10n.t("namespaces"),
  network: () => l10n.t("network"),
  capabilities: () => l10n.t("capabilities"),
  privileges: () => l10n.t("privileges"),
  resources: () => l10n.t("resources"),
  image: () => l10n.t("image"),
  suppression: () => l10n.t("suppression"),
};

const LEVELS: Readonly<Record<Level, () => string>> = {
  error: () => l10n.t("error"),
  warning: () => l10n.t("warning"),
  info: () => l10n.t("info"),
  hint: () => l10n.t("hint"),
};
