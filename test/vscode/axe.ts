import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/**
 * Rejects with what axe finds wrong in the part of a page that a CSS selector names, except by the rules in `others`, which are about what others draw. Rejects too where
 * axe looked at next to nothing.
 */
export async function obeysAxe(page: Page, selector: string, others: readonly string[] = []): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window)))
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const options = { rules: Object.fromEntries(others.map((rule) => [rule, { enabled: false }])) };
  const { violations, passes } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(selector)}, ${JSON.stringify(options)})`,
  );
  if (passes.length < 5) throw new Error(`axe looked at next to nothing: ${passes.map(({ id }) => id).join(", ")}`);
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes[0]?.html.slice(0, 300)}`);
  if (told.length > 0) throw new Error(told.join("\n"));
}
