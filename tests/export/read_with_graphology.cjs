// Reads GraphML and GEXF files as Gephi Lite does and prints, one line of JSON a file, what it understood.
const fs = require("fs");
const { MultiGraph } = require("graphology");
const graphml = require("graphology-graphml");
const gexf = require("graphology-gexf");

for (const path of process.argv.slice(2)) {
  const reader = path.endsWith(".gexf") ? gexf : graphml;
  const graph = reader.parse(MultiGraph, fs.readFileSync(path, "utf8"));
  process.stdout.write(JSON.stringify(graph.export()) + "\n");
}
