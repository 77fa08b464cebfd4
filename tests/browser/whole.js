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
  const unfinished = () =>
    page.evaluate(() =>
      Jupyter.notebook.get_cells().some((cell) => cell.cell_type === "code" && (cell.running || !cell.input_prompt_number || cell.input_prompt_number === "*")),
    );
  while (await unfinished()) {
    for (const src of await page.locator(".output_subarea img").evaluateAll((all) => all.map((image) => image.src))) {
      frames.add(src);
    }
    await page.waitForTimeout(100);
  }
  const errors = await page.locator(".output_error").allInnerTexts();
  const widths = await page.locator(".output_subarea img").evaluateAll((all) => all.map((image) => image.naturalWidth));
  await page.locator(".output_subarea img").first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: screenshot });
  await browser.close();
  return { errors, frames: frames.size, widths };
}

report(runAll());
