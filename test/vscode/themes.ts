/** The colours of a theme as VS Code hands them to a webview. */
export interface Theme {
  readonly name: string;
  /** The name of the picture that is taken under it; undefined for none. */
  readonly picture?: string;
  readonly dark: boolean;
  readonly colours: Readonly<Record<string, string>>;
}

const FONTS = { "--vscode-font-family": "system-ui, sans-serif", "--vscode-editor-font-family": "monospace" };

/**
 * The colours that the isolation map uses, of VS Code's own themes.
 * Source: https://github.com/microsoft/vscode/tree/main/extensions/theme-defaults/themes and src/vs/platform/theme/common/colors.
 */
export const THEMES: readonly [Theme, ...Theme[]] = [
  {
    name: "Light Modern",
    picture: "isolation-map",
    dark: false,
    colours: {
      ...FONTS,
      "--vscode-editor-background": "#ffffff",
      "--vscode-editor-foreground": "#3b3b3b",
      "--vscode-descriptionForeground": "#3b3b3b",
      "--vscode-sideBar-background": "#f8f8f8",
      "--vscode-editorIndentGuide-activeBackground1": "#939393",
      "--vscode-focusBorder": "#005fb8",
      "--vscode-charts-red": "#e51400",
      "--vscode-charts-yellow": "#bf8803",
      "--vscode-charts-green": "#388a34",
      "--vscode-charts-purple": "#652d90",
      "--vscode-button-secondaryBackground": "#e5e5e5",
      "--vscode-button-secondaryForeground": "#3b3b3b",
      "--vscode-textLink-foreground": "#005fb8",
    },
  },
  {
    name: "Dark Modern",
    picture: "isolation-map-dark",
    dark: true,
    colours: {
      ...FONTS,
      "--vscode-editor-background": "#1f1f1f",
      "--vscode-editor-foreground": "#cccccc",
      "--vscode-descriptionForeground": "#9d9d9d",
      "--vscode-sideBar-background": "#181818",
      "--vscode-editorIndentGuide-activeBackground1": "#707070",
      "--vscode-focusBorder": "#0078d4",
      "--vscode-charts-red": "#f14c4c",
      "--vscode-charts-yellow": "#cca700",
      "--vscode-charts-green": "#89d185",
      "--vscode-charts-purple": "#b180d7",
      "--vscode-button-secondaryBackground": "#313131",
      "--vscode-button-secondaryForeground": "#cccccc",
      "--vscode-textLink-foreground": "#4daafc",
    },
  },
  {
    name: "Dark High Contrast",
    picture: "isolation-map-high-contrast",
    dark: true,
    colours: {
      ...FONTS,
      "--vscode-editor-background": "#000000",
      "--vscode-editor-foreground": "#ffffff",
      "--vscode-descriptionForeground": "rgba(255, 255, 255, 0.7)",
      "--vscode-sideBar-background": "#000000",
      "--vscode-contrastBorder": "#6fc3df",
      "--vscode-focusBorder": "#f38518",
      "--vscode-charts-red": "#f48771",
      "--vscode-charts-yellow": "#ffd370",
      "--vscode-charts-green": "#89d185",
      "--vscode-charts-purple": "#b180d7",
      "--vscode-button-secondaryForeground": "#ffffff",
      "--vscode-textLink-foreground": "#21a6ff",
    },
  },
  {
    name: "Light High Contrast",
    dark: false,
    colours: {
      ...FONTS,
      "--vscode-editor-background": "#ffffff",
      "--vscode-editor-foreground": "#292929",
      "--vscode-descriptionForeground": "rgba(41, 41, 41, 0.7)",
      "--vscode-sideBar-background": "#ffffff",
      "--vscode-contrastBorder": "#0f4a85",
      "--vscode-focusBorder": "#006bbd",
      "--vscode-charts-red": "#b5200d",
      "--vscode-charts-yellow": "#895503",
      "--vscode-charts-green": "#374e06",
      "--vscode-charts-purple": "#652d90",
      "--vscode-button-secondaryForeground": "#292929",
      "--vscode-textLink-foreground": "#0f4a85",
    },
  },
];
