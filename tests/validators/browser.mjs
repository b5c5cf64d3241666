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
  { name: "narrow-dark", media: "screen", scheme: "dark", width: 320 },
  { name: "forced", media: "screen", scheme: "dark", width: 1280, forced: "active" },
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

// What follows runs in the page. Nothing moves where a reader asked for no motion.
function motion() {
  const moves = (element) => {
    const style = getComputedStyle(element);
    const lasts = [style.transitionDuration, style.animationDuration].some((time) => !/^(0s(, )?)+$/.test(time));
    return lasts || style.scrollBehavior === "smooth";
  };
  return [...document.querySelectorAll("*")].filter(moves).map((element) => element.tagName).slice(0, 5);
}

// Where the focus is: what it is on, and what is wrong with that.
function stop() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const name = `${element.tagName.toLowerCase()} ${(element.id || element.className || element.textContent).toString().slice(0, 40)}`;
  const style = getComputedStyle(element);
  const faults = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`${name}: the focus cannot be seen`);
  // A link over several lines has a box for each of them; one that is seen is enough (WCAG 2.4.11).
  const seen = [...element.getClientRects()].some((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const on = left < right && top < bottom && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return on && (element.contains(on) || on.contains(element));
  });
  if (!seen) faults.push(`${name}: something lies over the focus, or it is out of sight`);
  const scrolls = element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(style.overflowX);
  if (scrolls) element.dataset.reached = "yes";
  return { name, faults, scrolls };
}

// Every part of the page that scrolls sideways and that the keyboard did not come to.
function unreached() {
  const scrolls = (element) => element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll("body *")].filter((element) => scrolls(element) && !element.dataset.reached).map((element) => `${element.className}: scrolls, and not by keyboard`);
}

async function keyboard(page, address, width) {
  await page.setViewport({ width, height: 900 });
  await page.goto(address, { waitUntil: "load" }); // a fresh page: the focus begins where it was last
  const faults = [];
  let stops = 0;
  for (; ; stops += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(stop);
    if (!at) break;
    if (stops === 0 && !at.name.includes("skip")) faults.push(`the first stop is ${at.name} and no link to the text`);
    faults.push(...at.faults);
    if (at.scrolls) faults.push(...(await scrolledByKey(page, at.name)));
    if (stops > 3000) return { stops, faults: [...faults, `the keyboard is caught at ${at.name}`] };
  }
  faults.push(...(await page.evaluate(unreached)));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  if (!(await page.evaluate(() => document.activeElement.matches("main")))) faults.push("the skip link does not lead to the text");
  return { stops, faults };
}

async function scrolledByKey(page, name) {
  const place = () => page.evaluate(() => document.activeElement.scrollLeft);
  const before = await place();
  const rtl = await page.evaluate(() => getComputedStyle(document.activeElement).direction === "rtl");
  await page.keyboard.press(rtl ? "ArrowLeft" : "ArrowRight");
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await place()) !== before) return [];
    await new Promise((done) => setTimeout(done, 25));
  }
  return [`${name}: does not scroll by keyboard`];
}

async function accessibility(page, emulate, view) {
  await page.setViewport({ width: view.width, height: 900 });
  await emulate(view.media, { "prefers-color-scheme": view.scheme, "forced-colors": view.forced ?? "none" });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  // Nobody taps on paper. Of forced colours axe-core reads the author's (-webkit-text-fill-color), which nobody sees.
  const rules = { "target-size": { enabled: view.media !== "print" }, "color-contrast": { enabled: !view.forced } };
  const options = { runOnly: RULES, rules };
  const { passes, violations } = await page.evaluate((options) => globalThis.axe.run(document, options), options);
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
  const keys = {};
  for (const width of [320, 1280]) keys[width] = await keyboard(page, address, width);
  // The browser's own protocol, because puppeteer does not know forced colours; one session, or they speak against each other.
  const protocol = await page.createCDPSession();
  const emulate = (media, wanted) => {
    const features = Object.entries(wanted).map(([name, value]) => ({ name, value }));
    return protocol.send("Emulation.setEmulatedMedia", { media, features });
  };
  await emulate("screen", { "prefers-reduced-motion": "reduce" });
  const moving = await page.evaluate(motion);
  await page.evaluate(axe);
  const views = {};
  for (const view of VIEWS) views[view.name] = await accessibility(page, emulate, view);
  const printed = `${file}.pdf`;
  await emulate("", {});
  await page.pdf({ path: printed, format: "A4", preferCSSPageSize: true });
  await page.close();
  return { requests: asked, complaints, scroll, keys, moving, views, printed };
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
