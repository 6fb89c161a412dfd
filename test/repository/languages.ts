/** The languages beside English, by the names that VS Code gives them: https://code.visualstudio.com/docs/configure/locales. */
export const LANGUAGES = ["de", "es", "fr", "ja", "zh-cn"] as const;
export type LanguageName = (typeof LANGUAGES)[number];
