// node report.js URL CLAIM FOLDER: the report as one follows a link to a claim, walks by keyboard, and prints.
const path = require("path");
const { launch, report } = require("./chromium.js");
const [url, claim, folder] = process.argv.slice(2);

async function use() {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });

  await page.goto(`${url}#claim-${claim}`, { waitUntil: "load" });
  const row = page.locator(`[id="claim-${claim}"]`);
  await row.waitFor({ state: "visible", timeout: 5000 });
  const box = await row.boundingBox();
  const claimInView = box.y >= 0 && box.y + box.height <= 900;

  await page.goto("about:blank");
  await page.goto(url, { waitUntil: "load" });
  const focused = [];
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press("Tab");
    focused.push(await page.evaluate(() => document.activeElement.getAttribute("href")));
  }
  await page.keyboard.press("Enter");
  const jumpedTo = await page.evaluate(() => location.hash);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const folded = await page.locator("details:not([open])").count();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const printed = await page.evaluate(() => {
    const rows = [...document.querySelectorAll("tr[id^='claim-']")];
    return {
      background: getComputedStyle(document.body).backgroundColor,
      claims: rows.length,
      visible: rows.filter((row) => row.checkVisibility() && row.getBoundingClientRect().height > 0).length,
    };
  });
  await page.pdf({ path: path.join(folder, "report.pdf"), format: "A4" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  const foldedAgain = await page.locator("details:not([open])").count();
  await browser.close();
  return { claimInView, focused, jumpedTo, printed, folded, foldedAgain };
}

report(use());
