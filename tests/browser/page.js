// node page.js URL WIDTH SCREENSHOT [SCHEME]: what a page without a network asks for, complains of and shows,
// in the colour scheme "light" or "dark".
const { launch, report } = require("./chromium.js");
const { faintest } = require("./contrast.js");
const [url, width, screenshot, scheme = "light"] = process.argv.slice(2);

async function look() {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme });
  await context.setOffline(true);
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url, { waitUntil: "load" });
  const found = await page.evaluate(async () => {
    await document.fonts.ready;
    const boxes = [...document.querySelectorAll("main .katex .katex-html")].map((e) => e.getBoundingClientRect());
    const letters = [...document.querySelectorAll("main .katex .mathnormal")];
    return {
      formulas: boxes.length,
      visible: boxes.filter((box) => box.width > 0 && box.height > 0).length,
      badFormulas: [...document.querySelectorAll(".katex-error")].map((e) => e.title),
      mathFont: letters.length > 0 && document.fonts.check("italic 16px KaTeX_Math"),
      images: [...document.images].map((image) => image.naturalWidth),
      scrollWidth: document.documentElement.scrollWidth,
      background: getComputedStyle(document.body).backgroundColor,
    };
  });
  const faint = await page.evaluate(faintest);
  await page.screenshot({ path: screenshot, fullPage: true });
  await browser.close();
  const external = requests.filter((request) => !request.startsWith("data:") && request !== url);
  return { ...found, faint, external, complaints };
}

report(look());
