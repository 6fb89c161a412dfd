import type { Span } from "../text/span.ts";
import { allowsByLine, type LineAllow } from "../yaml/line-allows.ts";
import type { Body, HclFile } from "./tree.ts";

/** The comments of a file that allow findings: one above a block stands for the block, one above all blocks for the file. */
export function hclAllows(hcl: HclFile): readonly LineAllow[] {
  return allowsByLine(hcl, () => extentsIn(hcl.body));
}

/** Of all attributes and blocks. */
function extentsIn(body: Body): readonly Span[] {
  const found: Span[] = [];
  const visit = ({ attributes, blocks }: Body): void => {
    for (const { whole } of attributes) found.push(whole);
    for (const block of blocks) {
      found.push(block.whole);
      visit(block.body);
    }
  };
  visit(body);
  return found;
}
