import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Counts } from "../../scripts/counts.ts";
import { fence } from "./chromium.ts";
import { type Bench, folderAddress, startPacked } from "./hosts.ts";
import { chosenFrom, command, goTo, line, openedBy, openNamed, type Step, takeSteps } from "./steps.ts";

/** Containers that are started by a script, by the instructions in a document and by a dev container, as they are drawn; a picture of each. */
export async function throughDoors(bench: Bench, images: string): Promise<Counts> {
  await mkdir(images, { recursive: true });
  const folder = path.join(bench.directory, "shop");
  await mkdir(path.join(folder, ".devcontainer"), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) await writeFile(path.join(folder, name), text);
  const { server } = await startPacked(bench, SETTINGS);
  const page = await bench.context.newPage();
  const picture = async (name: string) => {
    await page.screenshot({ path: path.join(images, `${name}.png`) });
  };
  const steps: readonly Step[] = [
    [
      "a dev container has squiggles, a lens and a hover",
      async () => {
        await openFolder(
          page,
          bench,
          folderAddress(server, folder, [
            ["openFile", `vscode-remote://${server.authority}${path.join(folder, ".devcontainer/devcontainer.json")}`],
          ]),
        );
        await hoverOn(page, ".devcontainer/devcontainer.json", "docker-outside", "socket of the host");
        await picture("door-devcontainer");
      },
    ],
    [
      "a docker run in a script has them too",
      async () => {
        await openFile(page, "start.sh", "nginx:1.29");
        await hoverOn(page, "start.sh", "--pi", "host");
        await picture("door-script");
      },
    ],
    [
      "it becomes a Compose service, which is previewed",
      async () => {
        await turn(page);
        await picture("door-turned");
        await page.locator(".bulk-edit-panel").getByRole("button", { name: "Discard" }).click();
      },
    ],
    [
      "a docker run in a document has a squiggle and a hover",
      async () => {
        await openFile(page, "INSTALL.md", "docker.sock");
        await hoverOn(page, "INSTALL.md", "--priv", "privileged");
        await picture("door-markdown");
      },
    ],
  ];
  try {
    return await takeSteps(steps, () => picture("failed"));
  } finally {
    await server.stop();
  }
}

const SETTINGS = {
  "workbench.colorTheme": "Default Dark Modern",
  "window.commandCenter": false,
  "editor.hover.delay": 100,
};

const FILES: Readonly<Record<string, string>> = {
  ".devcontainer/devcontainer.json": `{
  "name": "shop",
  "image": "mcr.microsoft.com/devcontainers/base:2-trixie",
  "features": {
    "ghcr.io/devcontainers/features/docker-outside-of-docker:1": {}
  },
  "runArgs": ["--init", "--pid=host"],
  "capAdd": ["SYS_ADMIN"]
}
`,
  "start.sh": `#!/bin/sh
set -eu

docker run -d --name web \\
  --pid=host \\
  -v /etc:/host:ro \\
  -p 8080:80 \\
  nginx:1.29
`,
  "INSTALL.md": `# Install

\`\`\`console
$ docker run --rm --privileged \\
    -v /var/run/docker.sock:/var/run/docker.sock acme/tool:1.4
\`\`\`
`,
};

async function openFolder(page: Page, { context }: Bench, address: string): Promise<void> {
  await fence(context, [new URL(address).origin]);
  await page.goto(address);
  await line(page, "docker-outside-of-docker").waitFor();
  await squiggle(page);
}

async function squiggle(page: Page): Promise<void> {
  await page.locator(".monaco-editor [class*=squiggly]").first().waitFor();
}

async function openFile(page: Page, name: string, part: string): Promise<void> {
  await openNamed(page, name);
  await line(page, part).waitFor();
  await squiggle(page);
}

/** Puts the cursor behind a text of a file, and shows the hover there, which says something. */
async function hoverOn(page: Page, name: string, text: string, says: string): Promise<void> {
  await goTo(page, FILES[name] ?? "", text);
  const hover = page.locator(".monaco-hover:visible", { hasText: says }).first();
  await openedBy(page, hover, () => command(page, "Show or Focus Hover"));
}

async function turn(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await goTo(page, FILES["start.sh"] ?? "", "nginx");
  const row = page
    .locator(".action-widget .monaco-list-row.action", { hasText: "Turn into a Compose service" })
    .first();
  await chosenFrom(page, row, () => command(page, "Refactor..."));
  await page.locator(".bulk-edit-panel .monaco-list-row", { hasText: "compose.web.yaml" }).first().waitFor();
}
