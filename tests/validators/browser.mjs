// node browser.mjs VALIDATORS_FOLDER CHROMIUM PAGE...  ->  JSON: what a browser and axe-core find on each page.
// Each page is also printed, to a PDF beside it.
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, executablePath, ...files] = process.argv.slice(2);
const require = createRequire(join(folder, "npm", "package.json"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [320, 768, 1280];
const VIEWS = [
  { name: "light", media: "screen", scheme: "light", width: 1280 },
  { name: "dark", media: "screen", scheme: "dark", width: 1280 },
  { name: "narrow", media: "screen", scheme: "light", width: 320 },
  { name: "print", media: "print", scheme: "light", width: 794 },
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function sidewaysScroll(page) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 900 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) found.push(width);
  }
  return found;
}

async function accessibility(page, view) {
  await page.setViewport({ width: view.width, height: 900 });
  await page.emulateMediaType(view.media);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.scheme }]);
  const { passes, violations } = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
  const faults = violations.map((fault) => {
    const places = fault.nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`.trim());
    return `${fault.id} x${fault.nodes.length}: ${fault.help} [${places.join("; ")}]`;
  });
  return { passes: passes.length, faults };
}

async function judge(browser, file) {
  const address = pathToFileURL(file).href;
  const page = await browser.newPage();
  const requests = new Set();
  const complaints = [];
  page.on("request", (request) => requests.add(request.url()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && complaints.push(message.text()));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address, { waitUntil: "load" });
  const scroll = await sidewaysScroll(page);
  const asked = [...requests].filter((url) => url !== address && !/^(data|blob):/.test(url));
  await page.evaluate(axe);
  const views = {};
  for (const view of VIEWS) views[view.name] = await accessibility(page, view);
  const printed = `${file}.pdf`;
  await page.emulateMediaType(null);
  await page.pdf({ path: printed, format: "A4", preferCSSPageSize: true });
  await page.close();
  return { requests: asked, complaints, scroll, views, printed };
}

const profile = mkdtempSync(join(tmpdir(), "brief-browser-"));
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
// Chromium's sandbox does not work for root, nor in most containers; it opens nothing but our own pages here.
const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", ...quiet];
const browser = await puppeteer.launch({ executablePath, headless: true, userDataDir: profile, args });
try {
  const found = {};
  for (const file of files) found[file] = await judge(browser, file);
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
