import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

const { CHROMIUM } = process.env;
const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the system's Chromium without a window. Rejects, saying how to get one, if there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = CHROMIUM ?? USUAL_PLACES.find(existsSync);
  if (executablePath === undefined) {
    throw new Error(
      "These tests need Chromium. On Debian and Ubuntu:\n" +
        "  apt-get install -y --no-install-recommends chromium fonts-dejavu-core\n" +
        "Or name another one in the environment variable CHROMIUM.",
    );
  }
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  return chromium.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}

/** Lets pages reach only the servers given: what is tested must work offline. */
export async function fence(context: BrowserContext, addresses: readonly string[]): Promise<void> {
  const inside = (url: URL) =>
    addresses.some((address) => url.host === new URL(address).host || url.host.endsWith(`.${new URL(address).host}`)) ||
    !["http:", "https:", "ws:", "wss:"].includes(url.protocol);
  await context.route(
    (url) => !inside(url),
    (route) => route.abort(),
  );
}
