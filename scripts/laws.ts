/** `npm run test:laws`: the laws of fixes on as many generated files and fixes of the corpus as `npm test` has no time for. */
const FILES = ["test/analysis/fixes/fixes-laws.test.ts", "test/analysis/run/corpus.test.ts"];

process.env["LAW_FILES"] ??= "10000";
process.env["LAW_STRIDE"] ??= "1";
process.argv.push(...FILES);
await import("./mocha.ts");
