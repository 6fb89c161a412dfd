/** How each shape grows, as JSON: `node growth.cjs [TITLE [LEAST [MOST [PATIENCE]]]]`. Bundled and started by the bench, in a process that did nothing before. */
import { growthOf, SHAPES } from "./shapes.ts";

const [wanted = "", least = "1000", most = "8000", patience = "20"] = process.argv.slice(2);
const shapes = SHAPES.filter(({ title }) => title.includes(wanted));
console.log(JSON.stringify(shapes.map((shape) => growthOf(shape, Number(least), Number(most), Number(patience)))));
