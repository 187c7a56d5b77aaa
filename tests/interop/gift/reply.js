// Reads GIFT with another's parser: one JSON text a line in, what it made of it a line out.
const { parse } = require("gift-pegjs");
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  let told;
  try {
    told = { entries: parse(JSON.parse(line)) };
  } catch (error) {
    told = { error: String(error.message), at: error.location };
  }
  console.log(JSON.stringify(told));
});
