/** Stands in the bundles for a module of Node's that a package loads and never uses here: whatever asks it for something gets nothing. */
module.exports = {};
