// node replay.js URL SCREENSHOT: the page that replays a row, walked through by slider, keys and buttons.
const { launch, report } = require("./chromium.js");
const [url, screenshot] = process.argv.slice(2);

async function use() {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.setOffline(true);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "load" });
  const state = () =>
    page.evaluate(() => ({
      count: document.getElementById("count").textContent,
      told: document.getElementById("told").textContent,
      known: document.querySelectorAll(".track.known").length,
      bars: [...document.querySelectorAll(".bar")].map((bar) => bar.getBoundingClientRect().width),
      drawn: document.querySelectorAll("#belief svg .area").length,
    }));
  const found = { start: await state() };
  await page.keyboard.press("ArrowRight");
  found.key = await state();
  await page.keyboard.press("End");
  found.end = await state();
  await page.keyboard.press("Home");
  await page.locator("#step").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  found.slider = await state();
  await page.locator("#on").click();
  found.button = await state();
  await page.screenshot({ path: screenshot, fullPage: true });
  await page.locator("#row").selectOption({ index: 1 });
  found.otherRow = await state();
  await browser.close();
  return found;
}

report(use());
