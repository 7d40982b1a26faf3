// Opens pages in a browser and fails on what a reader could not live with: something loaded, refused or thrown, a serious finding of axe-core, a window
// or a table that does not answer to the keyboard, a table of 5,000 senders that is slow.
//
// The files whose names begin with "hostile" hold texts of 40,000 characters and more of what tries to act, those with "empty" a tenant without data, those
// with "many" 5,000 senders: how long sorting, filtering and one sender take is printed of each, and more than UNBASIC_SLOWEST ms of work fails.
//
//   node check.mjs [--pictures DIR] FILE...
import {createRequire} from 'node:module';
import {mkdirSync, readFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const limit = Number(process.env.UNBASIC_SLOWEST || 1000); // milliseconds of one action
const files = process.argv.slice(2);
let pictures = '';
if (files[0] === '--pictures') {
  pictures = files[1];
  files.splice(0, 2);
  mkdirSync(pictures, {recursive: true});
}
if (files.length === 0) {
  console.error('usage: node check.mjs [--pictures DIR] FILE...');
  process.exit(2);
}

let failures = 0;
const fail = (file, text) => {
  failures++;
  console.error(`${basename(file)}: ${text}`);
};

const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});

// open gives a page that reports everything that goes wrong in it.
async function open(file, options) {
  // axe-core is put into the page by the test, past its policy; what the page itself does is still judged by it.
  const context = await browser.newContext({offline: true, locale: 'en-GB', timezoneId: 'UTC', ...options});
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) fail(file, `console: ${message.text()}`); });
  page.on('pageerror', (error) => fail(file, `script: ${error.message}`));
  page.on('request', (request) => { if (!request.url().startsWith('file:') || request.resourceType() !== 'document') fail(file, `loads ${request.url()}`); });
  page.on('dialog', (dialog) => { fail(file, `a box appears: ${dialog.message()}`); dialog.dismiss(); });
  await page.addInitScript(() => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (e) => window.refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
  });
  page.thread = await context.newCDPSession(page);
  await page.thread.send('Performance.enable', {timeDomain: 'threadTicks'});
  const before = await worked(page);
  await page.goto(pathToFileURL(resolve(file)).href);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('html[data-ready]');
  return {context, page, loaded: Math.round(await worked(page) - before)};
}

async function done(file, {context, page}) {
  for (const text of await page.evaluate(() => window.refused)) fail(file, `the policy refused ${text}`);
  await context.close();
}

// judge asks axe-core about a page, or about the part of it that was not judged yet.
async function judge(file, page, where, part) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  // The rows of a table are made by one function: a dozen of them are judged, and a hundred would take minutes.
  const {violations} = await page.evaluate((part) => window.axe.run({include: [[part || 'html']], exclude: [['.large tbody tr:nth-child(n+13)'], ['.part tbody tr:nth-child(n+13)']]}, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}), part);
  for (const v of violations) {
    const text = `${where}: axe ${v.impact} ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any.map((a) => a.message).join(' ')}`).join(' | ')}`;
    if (v.impact === 'serious' || v.impact === 'critical') fail(file, text);
    else console.log(`  note ${basename(file)} ${text}`);
  }
}

// timed asks how long the page's thread works for an action, waiting for a busy machine apart.
async function timed(file, page, what, action) {
  const before = await worked(page);
  const started = Date.now();
  await action();
  const took = Math.round(await worked(page) - before);
  console.log(`  ${basename(file)} ${what}: ${took} ms of work, ${Date.now() - started} ms by the clock`);
  if (took > limit) fail(file, `${what} takes ${took} ms, more than ${limit}`);
}

async function worked(page) {
  const {metrics} = await page.thread.send('Performance.getMetrics');
  return metrics.find((m) => m.name === 'TaskDuration').value * 1000;
}

const picture = (page, file, name, fullPage = false) =>
  pictures ? page.screenshot({path: join(pictures, `${basename(file, '.html')}.${name}.png`), fullPage}) : null;

async function check(file, colorScheme) {
  const opened = await open(file, {colorScheme, viewport: {width: 1440, height: 900}});
  const {page} = opened;
  if (colorScheme === 'light') console.log(`${basename(file)}: ready after ${opened.loaded} ms of work`);
  if (opened.loaded > limit) fail(file, `ready after ${opened.loaded} ms of work`);
  if (!await page.locator('main > section').first().isVisible()) fail(file, 'the summary is not seen');
  await judge(file, page, `summary, ${colorScheme}`);
  await picture(page, file, `summary.${colorScheme}`, true);
  const title = await page.title();
  const tones = await page.locator('.tones .tone').evaluateAll((list) => list.map((e) => getComputedStyle(e).backgroundColor));
  if (new Set(tones).size !== tones.length) fail(file, `tones look alike, ${colorScheme}: ${tones}`);
  if (tones.length < 3) fail(file, 'the legend of the tones is missing');

  const keys = await page.locator('#ui-nav a').evaluateAll((links) => links.map((a) => a.getAttribute('href').slice(1)));
  let cutCells = 0;
  for (const key of keys.slice(1)) {
    const open = () => page.evaluate((k) => { location.hash = k; }, key).then(() => page.waitForSelector(`#${key}:not([hidden])`));
    await (colorScheme === 'light' ? timed(file, page, `open ${key}`, open) : open());
    const rows = await page.locator(`#${key} .large tbody tr`).count();
    const focused = await page.evaluate(() => document.activeElement.id);
    if (focused !== `ui-name-${key}`) fail(file, `${key} opens, and the focus is at ${focused}`);
    if (rows === 0 && !await page.locator(`#${key} .empty`).isVisible()) fail(file, `${key} has no rows and does not say why`);
    // What opens a sender is a name, and never the number before it.
    const numbers = await page.locator(`#${key} .large tbody button.open`).evaluateAll((list) => list.filter((e) => /^\d+$/.test(e.textContent)).length);
    if (numbers > 0) fail(file, `${key} has ${numbers} senders that are called by a number`);
    if (!await page.locator(`#${key} .large .cell`).evaluateAll((list, most) => list.every((e) => e.textContent.length <= most || !e.closest('tr').querySelector('.open')), 460)) {
      fail(file, `${key} has a cell that is longer than it should be`);
    }
    cutCells += await page.locator(`#${key} .large .cell`).evaluateAll((list) => list.filter((e) => /… \[.*\d[\d,]*.*\]$/.test(e.textContent)).length);
    // Tables are made by one function: two of them are judged, and more would take minutes.
    if (key === 'senders' || key === 'plan' && colorScheme === 'light') await judge(file, page, `${key}, ${colorScheme}`, `#${key}`);
    await picture(page, file, `${key}.${colorScheme}`);
  }
  if (basename(file).startsWith('hostile') && cutCells === 0) fail(file, 'no cell says that it is cut');
  if (keys.includes('senders') && await page.locator('#senders .large').count()) {
    // In the dark only colours differ.
    if (colorScheme === 'light') await keyboard(file, page, colorScheme);
    else await story(file, page, colorScheme);
  }
  // The pictures themselves put styles into a page.
  const strange = await page.locator(`img, iframe, object, embed, form, [onerror], [onload], [onclick], ${pictures ? '' : '[style],'} a:not([href^="#"])`).count();
  if (strange > 0) fail(file, `${strange} elements come from text of the data`);
  if (await page.title() !== title) fail(file, `text from the data changed the title to ${await page.title()}`);
  await done(file, opened);
}

// story looks at one sender.
async function story(file, page, colorScheme) {
  await page.evaluate(() => { location.hash = 'senders'; });
  await page.waitForSelector('#senders:not([hidden]) .large');
  await page.locator('#senders .large tbody button.open').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#ui-story[open]');
  await judge(file, page, `one sender, ${colorScheme}`, '#ui-story');
  await picture(page, file, `story.${colorScheme}`);
}

// keyboard sorts, filters, and opens one sender without a mouse.
async function keyboard(file, page, colorScheme) {
  await page.evaluate(() => { location.hash = 'senders'; });
  await page.waitForSelector('#senders:not([hidden]) .large');
  const names = () => page.locator('#senders .large tbody th').allInnerTexts();
  const header = page.locator('#senders .large thead th').first();
  const status = page.locator('#ui-said');

  const before = await names();
  await header.locator('button').focus();
  const sort = (want) => async () => {
    await page.keyboard.press('Enter');
    await page.waitForFunction((w) => document.querySelector('#senders .large thead th').getAttribute('aria-sort') === w, want);
  };
  await timed(file, page, 'sort', sort('ascending'));
  const up = await names();
  await timed(file, page, 'sort the other way', sort('descending'));
  const down = await names();
  if (before.length > 2 && up.join('\n') === down.join('\n')) fail(file, 'sorting the other way changes nothing');
  const total = Number((await page.locator('#senders .pages p').innerText()).replace(/,/g, '').match(/\d+/g).pop());

  const rows = await page.locator('#senders .large tbody tr').count();
  const word = (await page.locator('#senders .large tbody th').first().innerText()).slice(0, 40).trim().split(/\s+/)[0];
  await page.locator('#senders input[type=search]').focus();
  const count = () => page.locator('#senders .pages p').innerText();
  const all = await count();
  await timed(file, page, 'filter', async () => {
    await page.keyboard.insertText(word);
    await page.waitForFunction((w) => document.querySelector('#senders .pages p').textContent !== w, all, {timeout: 5000}).catch(() => {});
    await page.waitForTimeout(20);
  });
  const left = await page.locator('#senders .large tbody tr').count();
  if (left === 0) fail(file, `searching for ${JSON.stringify(word)} finds nothing`);
  if (total > 20 && await count() !== all && await status.textContent() !== await count()) fail(file, 'the number of rows that match is not said');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('no-such-text-anywhere');
  await page.waitForFunction(() => document.querySelectorAll('#senders .large tbody tr').length === 0);
  if (!/\d/.test(await status.textContent())) fail(file, 'that no row matches is not said');
  const clear = page.locator('#senders .tools > button');
  await clear.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((n) => document.querySelectorAll('#senders .large tbody tr').length === n, rows);

  const select = page.locator('#senders .tools select').first();
  if (await select.count()) {
    await select.focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((n) => document.querySelectorAll('#senders .large tbody tr').length <= n, rows);
    if (await clear.isHidden()) fail(file, 'a choice does not filter');
    await clear.focus();
    await page.keyboard.press('Enter');
  }
  const columns = page.locator('#senders details summary').last();
  await columns.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  if (await page.locator('#senders details[open]').count()) fail(file, 'Escape does not close the list of columns');

  const name = page.locator('#senders .large tbody button.open').first();
  const wanted = (await name.innerText()).slice(0, 150); // longer names are cut
  await name.focus();
  await timed(file, page, 'open the story of one sender', async () => {
    await page.keyboard.press('Enter');
    await page.waitForSelector('#ui-story[open]');
  });
  if (!new URL(page.url()).hash.startsWith('#sender/')) fail(file, 'the address does not name the sender');
  if (!await page.evaluate(() => document.getElementById('ui-story').contains(document.activeElement))) fail(file, 'the focus is outside of the window');
  if (!(await page.locator('#ui-story h2').innerText()).replace(/\s+/g, ' ').includes(wanted.replace(/\s+/g, ' '))) fail(file, `the window does not name ${wanted.slice(0, 80)}`);
  if (await page.locator('#ui-story .part').count() === 0) fail(file, 'the window is empty');
  await judge(file, page, `one sender, ${colorScheme}`, '#ui-story');
  await picture(page, file, `story.${colorScheme}`);
  const address = page.url();
  await page.keyboard.press('Escape');
  await page.waitForSelector('#ui-story:not([open])', {state: 'attached'});
  if (await page.evaluate(() => document.activeElement.className) !== 'open') fail(file, 'closing the window loses the focus');
  if (page.url().includes('#sender/')) fail(file, 'closing the window leaves the sender in the address');
  await page.goto('about:blank');
  await page.goto(address);
  await page.waitForSelector('#ui-story[open]');
  await page.keyboard.press('Escape');

  const last = total - 1; // an address can name a row, which is shown whatever page it is on
  await page.evaluate((n) => { location.hash = 'senders/' + n; }, last);
  await page.waitForSelector('#senders .large tbody tr.found');

  if (pictures || !basename(file).startsWith('hostile.ja')) { // what Japanese adds is no layout of paper
    // printed with what is seen: the senders
    await page.evaluate(() => { location.hash = 'senders'; });
    await page.waitForSelector('#senders:not([hidden]) .large');
    const pdf = await page.pdf({path: pictures ? join(pictures, `${basename(file, '.html')}.pdf`) : undefined, preferCSSPageSize: true});
    const sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length;
    console.log(`  ${basename(file)} prints ${sheets} pages`);
    if (sheets === 0) fail(file, 'printing gives no page');
  }
}

// phone looks at a narrow window: nothing but tables and pictures may be wider than it.
async function phone(file) {
  const opened = await open(file, {colorScheme: 'light', viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true, deviceScaleFactor: 2});
  const {page} = opened;
  await picture(page, file, 'summary.phone', true);
  for (const key of ['', 'plan', 'senders', 'about']) {
    if (key) await page.evaluate((k) => { location.hash = k; }, key);
    await page.waitForTimeout(100);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 1) fail(file, `${key || 'the summary'} is ${over} pixels wider than a phone`);
    if (!key) {
      const cut = await page.locator('main > section:first-of-type .scroll').evaluateAll((list) =>
        list.filter((e) => !e.closest('.wide, .timeline, .sign-off, details') && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent.slice(0, 60)));
      if (cut.length) fail(file, `the summary has what a phone can't show whole: ${cut}`);
    }
    if (key) await picture(page, file, `${key}.phone`);
  }
  await done(file, opened);
}

async function withoutScripts(file) {
  const {context, page} = await open(file, {javaScriptEnabled: false, viewport: {width: 1440, height: 900}});
  if (await page.locator('noscript').count() !== 1 || !await page.locator('main > section').first().isVisible()) fail(file, 'without scripts the summary or the note is missing');
  await picture(page, file, 'noscript');
  await context.close();
}

for (const file of files) {
  for (const colorScheme of ['light', 'dark']) await check(file, colorScheme);
  await phone(file);
  await withoutScripts(file);
}
await browser.close();
console.log(failures === 0 ? `${files.length} pages are as they should be` : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
