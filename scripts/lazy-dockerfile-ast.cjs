/** Stands for `dockerfile-ast` in the bundles: the package runs when it is first asked, since most runs never edit a Dockerfile. */
exports.DockerfileParser = {
  parse: (text) => require("../node_modules/dockerfile-ast").DockerfileParser.parse(text),
};
