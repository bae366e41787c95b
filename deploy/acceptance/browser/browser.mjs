/*
 * Drives a real Chromium for tests in another language. Takes one JSON object a line on standard
 * input, answers each with one on standard output, in order, and leaves when its input ends:
 *
 *   {"do": "open", "person", "url", "screenshot"?}       goes there
 *   {"do": "press", "person", "selector", "screenshot"?} clicks, and waits for the page it leads to
 *   {"do": "troubles"}                                   what no page of ours should have caused
 *
 * Each person has a browser of their own: cookies are not shared. Both actions answer with the page
 * arrived at: {"url", "status", "title", "text"}. What goes wrong is answered as {"error"}.
 *
 * node browser.mjs <chromium> <folder for screenshots>
 */
import { chromium } from "playwright-core";
import { createInterface } from "node:readline";
import { join } from "node:path";

const PATIENCE_MS = 15_000;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

const [executablePath, screenshots] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath,
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

const pages = new Map();
const troubles = [];

async function pageOf(person) {
  if (!pages.has(person)) {
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.lastStatus = null;
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) {
        page.lastStatus = response.status();
      }
    });
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith("http") && !LOOPBACK.has(hostname)) {
        troubles.push(`a request left this machine, to ${hostname}`);
      }
    });
    page.on("console", (message) => {
      // A page that is an error by its status is logged as one, and is no trouble by that.
      const isStatus = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isStatus) {
        troubles.push(`console at ${place(message.location().url)}: ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => troubles.push(`script at ${place(page.url())}: ${error.message}`));
    pages.set(person, page);
  }
  return pages.get(person);
}

/** Without the query, which may hold a code. */
function place(url) {
  return url.split(/[?#]/)[0];
}

async function arrived(page, screenshot) {
  if (screenshot) {
    await page.screenshot({ path: join(screenshots, `${screenshot}.png`), fullPage: true });
  }
  return {
    url: page.url(),
    status: page.lastStatus,
    title: await page.title(),
    text: await page.innerText("body"),
  };
}

const actions = {
  async open({ person, url, screenshot }) {
    const page = await pageOf(person);
    await page.goto(url, { waitUntil: "load" });
    return arrived(page, screenshot);
  },

  async press({ person, selector, screenshot }) {
    const page = await pageOf(person);
    const loaded = page.waitForEvent("load");
    try {
      await page.click(selector);
    } catch (error) {
      loaded.catch(() => {}); // the click is what went wrong
      throw error;
    }
    await loaded;
    // A page that goes on by itself is no arrival.
    await page.waitForSelector("meta[http-equiv=refresh]", { state: "detached" });
    await page.waitForLoadState("load");
    return arrived(page, screenshot);
  },

  async troubles() {
    return { troubles: troubles.splice(0) };
  },
};

function answer(message) {
  process.stdout.write(JSON.stringify(message) + "\n");
}

answer({ ready: browser.version() });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    answer(await actions[request.do](request));
  } catch (error) {
    answer({ error: `${request.do}: ${error.message}` });
  }
}
await browser.close();
