// node mail.mjs VALIDATORS_FOLDER MESSAGE...  ->  JSON: how a second reader of mail takes each message apart, and which
// mail programs do not know what its HTML uses.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(join(folder, "npm", "package.json"));
const { simpleParser } = require("mailparser");
const { caniemail } = await import(pathToFileURL(join(folder, "npm/node_modules/caniemail/dist/index.js")).href);

// AOL is Yahoo under another name, and would count twice.
const CLIENTS = ["gmail.*", "outlook.*", "apple-mail.*", "yahoo.*", "thunderbird.*", "samsung-email.*"];

// The data has no row for some features of some clients: those are left out for that client, and the rest is judged.
function issuesOf(client, html) {
  for (let tries = 0; ; tries += 1) {
    try {
      return caniemail({ clients: [client], html }).issues;
    } catch (error) {
      const lacking = /Feature "([a-z-]+)" not found/.exec(error.message)?.[1];
      if (!lacking || tries > 20) throw error;
      html = html.replace(new RegExp(`(["; ])${lacking}\\s*:[^;"]*;?`, "g"), "$1");
    }
  }
}

function byFeature(issues) {
  const found = {};
  for (const [client, list] of issues) for (const { title } of list) (found[title] ??= new Set()).add(client);
  return Object.fromEntries(Object.entries(found).map(([title, clients]) => [title, [...clients].sort()]));
}

async function judge(file) {
  const mail = await simpleParser(readFileSync(file), { skipTextToHtml: true });
  const issues = CLIENTS.map((client) => issuesOf(client, mail.html || "<p></p>"));
  return {
    subject: mail.subject,
    from: mail.from?.value.map(({ address }) => address) ?? [],
    id: mail.messageId,
    date: mail.date?.toISOString(),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ filename, contentType, content }) => [filename, contentType, content.toString("base64")]),
    unsupported: byFeature(issues.flatMap(({ errors }) => [...errors])),
    partly: Object.keys(byFeature(issues.flatMap(({ warnings }) => [...warnings]))),
  };
}

const results = {};
for (const file of files) results[file] = await judge(file);
console.log(JSON.stringify(results));
