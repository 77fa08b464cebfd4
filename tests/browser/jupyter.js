// node jupyter.js ADDRESS FOLDER: runs a notebook through Jupyter's page as a person does, with the mouse.
// The notebook's cells: a live chart, an endless loop that is interrupted, a sum that still knows a variable.
const path = require("path");
const { launch, report } = require("./chromium.js");
const [address, folder] = process.argv.slice(2);

const LIVE = 0;
const ENDLESS = 1;
const SUM = 2;

async function runCell(page, index) {
  const cell = page.locator(".cell.code_cell").nth(index);
  await cell.locator(".input_area").click();
  await page.locator("#run_int button[data-jupyter-action='jupyter-notebook:run-cell-and-select-next']").click();
  return cell;
}

const busy = async (page) => (await page.locator(".code_cell.running").count()) > 0;

async function use() {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await page.goto(address);
  await page.waitForFunction(() => window.Jupyter?.notebook?.kernel?.info_reply?.status === "ok", null, {
    timeout: 60000,
  });

  const live = await runCell(page, LIVE);
  const frames = new Set();
  const chart = live.locator(".output_subarea img");
  await chart.first().waitFor({ timeout: 60000 });
  do {
    frames.add(await chart.first().getAttribute("src"));
    await page.waitForTimeout(100);
  } while (await busy(page));
  const images = await chart.count();
  const pictureWidth = await chart.first().evaluate((image) => image.naturalWidth);
  await page.screenshot({ path: path.join(folder, "jupyter-live.png") });

  const endless = await runCell(page, ENDLESS);
  await endless.locator(".output_subarea pre").first().waitFor({ timeout: 30000 });
  const began = Date.now();
  await page.locator("#run_int button[data-jupyter-action='jupyter-notebook:interrupt-kernel']").click();
  await endless.locator(".output_error").waitFor({ timeout: 10000 });
  const interruptedAfter = Date.now() - began;
  while (await busy(page)) await page.waitForTimeout(20);

  const sum = await runCell(page, SUM);
  await sum.locator(".output_result").waitFor({ timeout: 30000 });
  const result = (await sum.locator(".output_result").innerText()).trim();
  await page.screenshot({ path: path.join(folder, "jupyter-interrupted.png") });
  await browser.close();
  return { frames: frames.size, images, pictureWidth, interruptedAfter, result };
}

report(use());
