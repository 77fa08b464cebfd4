// Debian's Chromium, told to leave the network alone.
const { chromium } = require("playwright-core");

exports.launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

// Prints what a script found out as its last line, or ends with an error.
exports.report = (facts) =>
  facts.then(
    (found) => console.log(JSON.stringify(found)),
    (problem) => {
      console.error(problem);
      process.exit(1);
    },
  );
