// node whole.js ADDRESS SCREENSHOT: runs every cell of a notebook through Jupyter's menu and says how it went.
const { launch, report } = require("./chromium.js");
const [address, screenshot] = process.argv.slice(2);

async function runAll() {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(address);
  await page.waitForFunction(() => window.Jupyter?.notebook?.kernel?.info_reply?.status === "ok", null, {
    timeout: 60000,
  });
  await page.evaluate(() => Jupyter.notebook.clear_all_output());
  await page.locator("#celllink").click();
  await page.locator("#run_all_cells > a").click();
  const frames = new Set();
  const pictures = page.locator(".output_subarea img");
  while (await page.locator(".code_cell.running").count()) {
    for (const src of await pictures.evaluateAll((all) => all.map((image) => image.src))) frames.add(src);
    await page.waitForTimeout(100);
  }
  const errors = await page.locator(".output_error").allInnerTexts();
  const widths = await pictures.evaluateAll((all) => all.map((image) => image.naturalWidth));
  await pictures.first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: screenshot });
  await browser.close();
  return { errors, frames: frames.size, widths };
}

report(runAll());
