// Makes tables of the rows that the page carries as data. Text from the data gets into the document as text only: there is no innerHTML here, no
// attribute with a script or a style in it, and no name from the data becomes a name of an attribute or of an element.
(function () {
'use strict';

const PAGE = 100; // rows that a table shows at a time
const PRINTED = 1000; // rows of a table that are printed
const FEW = 15; // values of a column that make a choice of them
const LONG = 400; // characters of a cell that a table shows of a text that is whole in the story
const INLINE = 5; // choices that are seen at once; the others open
const day = 24 * 60 * 60;

const shared = JSON.parse(document.getElementById('ui-data').textContent);
const words = shared.words;
const japanese = shared.lang === 'ja';
const whole = new Intl.NumberFormat(shared.lang, {maximumFractionDigits: 0});
const amount = new Intl.NumberFormat(shared.lang, {minimumFractionDigits: 2, maximumFractionDigits: 2});
const measure = new Intl.NumberFormat(shared.lang, {minimumFractionDigits: 1, maximumFractionDigits: 1});
const collator = new Intl.Collator(shared.lang, {numeric: true, sensitivity: 'base'});

// fill puts values into the words of the report, each once.
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => Object.hasOwn(values, name) ? String(values[name]) : all);
}

// el makes an element. Attributes are the program's own; children are elements or text.
function el(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === true) e.setAttribute(key, '');
    else if (value !== false && value !== undefined && value !== '') e.setAttribute(key, value);
  }
  e.append(...children.filter((c) => c !== null));
  return e;
}

function svg(name, attributes, ...children) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  e.append(...children);
  return e;
}

const two = (n) => String(n).padStart(2, '0');

function dateOf(seconds) {
  const d = new Date(seconds * 1000);
  return [String(d.getUTCFullYear()).padStart(4, '0'), two(d.getUTCMonth() + 1), two(d.getUTCDate())].join(japanese ? '/' : '-');
}

// A cell is "" (empty), a value, or [value, tone, row that it leads to].
const valueOf = (cell) => Array.isArray(cell) ? cell[0] : cell;
const toneOf = (cell) => Array.isArray(cell) ? cell[1] : '';

// textOf writes a value as the type of its column wants it.
function textOf(cell, type) {
  const v = valueOf(cell);
  if (typeof v === 'string') return v;
  switch (type) {
    case 'date': return dateOf(v * day);
    case 'datetime': {
      const d = new Date(v * 1000);
      return dateOf(v) + ' ' + two(d.getUTCHours()) + ':' + two(d.getUTCMinutes());
    }
    case 'percent': return Math.round(v * 100) + '%';
    case 'hours': return measure.format(v);
    case 'amount': return amount.format(v);
  }
  return whole.format(v);
}

const isNumber = (c) => c.type === 'number' || c.type === 'hours' || c.type === 'amount' || c.type === 'percent';

// cut shortens what is whole elsewhere, and says so: in a name with an ellipsis, in a cell (counted) with how much is left out. It never parts the two halves
// of a character.
function cut(text, most, counted) {
  if (text.length <= most) return text;
  const half = text.charCodeAt(most - 1) >= 0xd800 && text.charCodeAt(most - 1) <= 0xdbff;
  const end = half ? most - 1 : most;
  return text.slice(0, end) + (counted ? fill(words.more, {left: whole.format([...text.slice(end)].length)}) : '…');
}

// ---- Sheets: read from the data when they are first looked at.

const sheets = new Map();
for (const script of document.querySelectorAll('script.ui-sheet')) {
  // The key is the first value; the rest waits.
  const key = JSON.parse(/^\{"key":("(?:[^"\\]|\\.)*")/.exec(script.textContent.slice(0, 200))[1]);
  sheets.set(key, {key, script, section: document.getElementById(key)});
}

function load(sheet) {
  if (sheet.rows) return sheet;
  const data = JSON.parse(sheet.script.textContent);
  sheet.script.remove();
  sheet.columns = data.head.columns;
  sheet.timeline = data.head.timeline;
  sheet.rows = data.rows;
  // A number in a column of text is the place of an earlier cell.
  sheet.columns.forEach((column, j) => {
    if (column.type !== 'text') return;
    const known = [];
    for (const row of sheet.rows) {
      const cell = row[j + 1];
      if (typeof cell === 'number') {
        row[j + 1] = known[cell];
      } else if (cell !== '' && !(Array.isArray(cell) && (cell.length > 2 || cell[0] === '')) && known.length < shared.repeats) {
        known.push(cell);
      }
    }
  });
  sheet.at = (key) => {
    const j = sheet.columns.findIndex((c) => c.key === key);
    return j < 0 ? -1 : j + 1;
  };
  // A sender's name opens its story: the column of that name, or the first, or the first of text where a number stands before the names of senders.
  sheet.name = Math.max(1, sheet.at('sender'));
  if (sheet.at('sender') < 0 && sheet.columns[0].type !== 'text' && sheet.rows.some((row) => row[0] >= 0)) {
    sheet.name = 1 + Math.max(0, sheet.columns.findIndex((c) => c.type === 'text'));
  }
  sheet.title = sheet.section.querySelector('h2').textContent;
  return sheet;
}

// ---- A table: the state of one sheet's view.

function build(sheet) {
  if (sheet.view || load(sheet).rows.length === 0) return;
  const view = sheet.view = {
    shown: sheet.columns.map(() => true), order: null, descending: false, found: -1, from: 0, size: PAGE, before: null, text: '', chosen: new Map(), texts: null,
  };
  view.rows = sheet.rows.map((_, i) => i);
  view.fields = choices(sheet).map((field) => chooser(sheet, field));
  view.search = el('input', {type: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: '200'});
  let waiting = 0;
  view.search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { view.text = view.search.value; filter(sheet); }, 150);
  });
  view.clear = el('button', {type: 'button', hidden: true}, words.clear);
  view.clear.addEventListener('click', () => {
    view.search.value = view.text = '';
    view.chosen.clear();
    for (const f of view.fields) f.select.value = '';
    filter(sheet);
    view.search.focus();
  });
  view.tools = el('div', {class: 'tools', role: 'search', 'aria-label': words.filters + ': ' + sheet.title},
    el('label', {}, words.search, view.search), ...view.fields.slice(0, INLINE).map((f) => f.label),
    view.fields.length > INLINE ? popup(words.filters, view.fields.slice(INLINE).map((f) => f.label)) : null, columnList(sheet), view.clear);
  view.count = el('p', {});
  view.previous = el('button', {type: 'button'}, words.previous);
  view.next = el('button', {type: 'button'}, words.next);
  view.previous.addEventListener('click', () => turn(sheet, -view.size));
  view.next.addEventListener('click', () => turn(sheet, view.size));
  view.pages = el('div', {class: 'pages'}, view.count, view.previous, view.next);
  view.head = el('thead', {});
  view.body = el('tbody', {});
  const name = 'ui-name-' + sheet.key;
  view.box = el('div', {class: 'table', tabindex: '0', role: 'group', 'aria-labelledby': name},
    el('table', {class: 'large', 'aria-labelledby': name}, view.head, view.body));
  sheet.section.append(view.tools, view.pages, view.box);
  if (sheet.timeline) {
    view.box.before(el('ul', {class: 'legend', 'aria-label': words.legend}, ...sheet.timeline.legend.map((l) => el('li', {},
      svg('svg', {class: 'swatch', width: 14, height: 14, 'aria-hidden': 'true'}, svg('rect', {width: 14, height: 14, class: 'k-' + l.kind})), l.name))));
  }
  header(sheet);
  draw(sheet);
}

// choices are the columns with few values, each with the values that it has.
function choices(sheet) {
  const list = [];
  sheet.columns.forEach((column, j) => {
    const short = column.type === 'text' && column.width !== 'text' && !column.code && !column.detail;
    if (j + 1 === sheet.name && column.key === 'sender' || !short && column.key !== 'wave') return;
    const values = new Map(); // by text
    for (const row of sheet.rows) {
      const text = textOf(row[j + 1], column.type);
      if (!values.has(text)) values.set(text, valueOf(row[j + 1]));
      if (values.size > FEW) return;
    }
    if (values.size < 2 || values.size > Math.max(3, sheet.rows.length / 2)) return;
    const rank = new Map((column.choices || []).map((c, i) => [c, i]));
    const sorted = [...values].sort(([a, x], [b, y]) =>
      (a === '') - (b === '') || (rank.get(a) ?? 99) - (rank.get(b) ?? 99) || compare(x, y));
    list.push({j: j + 1, column, values: sorted.map(([text]) => text)});
  });
  return list;
}

function chooser(sheet, field) {
  // Values get a number each, so that no text of a row is taken for "any".
  const select = el('select', {}, el('option', {value: ''}, words.any),
    ...field.values.map((text, i) => el('option', {value: String(i)}, text === '' ? words.blank : cut(text, 80))));
  select.addEventListener('change', () => {
    const view = sheet.view;
    if (select.value === '') view.chosen.delete(field.j);
    else view.chosen.set(field.j, field.values[Number(select.value)]);
    filter(sheet);
  });
  return {select, label: el('label', {}, field.column.header, select)};
}

function columnList(sheet) {
  const fields = sheet.columns.map((column, j) => {
    const box = el('input', {type: 'checkbox', checked: true, disabled: j + 1 === sheet.name});
    box.addEventListener('change', () => {
      sheet.view.shown[j] = box.checked;
      header(sheet);
      draw(sheet);
    });
    return el('label', {}, box, column.header);
  });
  return popup(words.columns, fields);
}

// popup is a list of fields that opens, and closes when it is left.
function popup(name, fields) {
  const details = el('details', {}, el('summary', {}, name), el('fieldset', {'aria-label': name}, ...fields));
  details.addEventListener('toggle', () => {
    details.classList.remove('turned'); // to the other side where there is no room
    if (details.open && details.lastChild.getBoundingClientRect().right > document.documentElement.clientWidth) details.classList.add('turned');
  });
  details.addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && details.open) {
      details.open = false;
      details.querySelector('summary').focus();
    }
  });
  details.addEventListener('focusout', (e) => {
    if (e.relatedTarget && !details.contains(e.relatedTarget)) details.open = false;
  });
  return details;
}

// compare puts numbers before text and empty cells last.
function compare(a, b) {
  const x = typeof a, y = typeof b;
  if (x === 'number' && y === 'number') return a - b;
  if (a === '' || b === '') return (a === '') - (b === '');
  if (x !== y) return x === 'number' ? -1 : 1;
  return collator.compare(a, b);
}

function filter(sheet) {
  const view = sheet.view;
  const wanted = view.text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length && !view.texts) {
    view.texts = sheet.rows.map((row) => sheet.columns.map((c, j) => textOf(row[j + 1], c.type)).join('\n').normalize('NFKC').toLowerCase());
  }
  view.rows = [];
  const chosen = [...view.chosen];
  for (let i = 0; i < sheet.rows.length; i++) {
    if (chosen.every(([j, text]) => textOf(sheet.rows[i][j], sheet.columns[j - 1].type) === text) && wanted.every((w) => view.texts[i].includes(w))) {
      view.rows.push(i);
    }
  }
  view.clear.hidden = !wanted.length && !chosen.length;
  arrange(sheet);
  view.from = 0;
  view.found = -1;
  draw(sheet);
  say(view.count.textContent);
}

// arrange sorts the rows that are left: by the typed value, and by the order of the report where that is the same.
function arrange(sheet) {
  const view = sheet.view;
  if (view.order === null) {
    view.rows.sort((a, b) => a - b);
    return;
  }
  const column = sheet.columns[view.order - 1];
  const rank = new Map((column.choices || []).map((c, i) => [c, i]));
  const keys = new Map();
  for (const i of view.rows) {
    const v = valueOf(sheet.rows[i][view.order]);
    keys.set(i, rank.has(v) ? rank.get(v) : v);
  }
  const turned = view.descending ? -1 : 1;
  view.rows.sort((a, b) => {
    const x = keys.get(a), y = keys.get(b);
    if (x === '' || y === '') return (x === '') - (y === '') || a - b; // empty cells last, whichever way
    return turned * compare(x, y) || a - b;
  });
}

function sortBy(sheet, j) {
  const view = sheet.view;
  if (view.order !== j) [view.order, view.descending] = [j, false];
  else if (!view.descending) view.descending = true;
  else [view.order, view.descending] = [null, false];
  arrange(sheet);
  view.from = 0;
  for (const th of view.head.querySelectorAll('th[data-column]')) {
    const own = Number(th.dataset.column) === view.order;
    if (own) th.setAttribute('aria-sort', view.descending ? 'descending' : 'ascending');
    else th.removeAttribute('aria-sort');
  }
  draw(sheet);
}

function turn(sheet, by) {
  sheet.view.from = Math.max(0, sheet.view.from + by);
  draw(sheet);
  sheet.view.box.scrollTop = 0;
  say(sheet.view.count.textContent);
}

const widths = {narrow: 'w-narrow', medium: 'w-medium', wide: 'w-wide', text: 'w-text'};

function columnClass(column) {
  let names = widths[column.width] || '';
  if (isNumber(column)) names += ' number';
  if (column.type === 'date' || column.type === 'datetime') names += ' date';
  if (column.yours) names += ' yours';
  if (column.detail) names += ' aside';
  return names.trim();
}

function header(sheet) {
  const view = sheet.view;
  const row = el('tr', {});
  sheet.columns.forEach((column, j) => {
    if (!view.shown[j]) return;
    const button = view.before ? column.header
      : el('button', {type: 'button', title: fill(words.sort, {column: column.header})}, el('span', {}, column.header));
    if (!view.before) button.addEventListener('click', () => sortBy(sheet, j + 1));
    const sorted = view.order === j + 1 && (view.descending ? 'descending' : 'ascending');
    const th = el('th', {scope: 'col', class: columnClass(column) + (column.header.length > (japanese ? 9 : 18) ? ' long' : ''), 'data-column': j + 1, 'aria-sort': sorted}, button);
    if (j + 1 === sheet.name) row.prepend(th); else row.append(th);
  });
  if (sheet.timeline) row.append(el('th', {scope: 'col', class: 'drawn'}, el('span', {class: 'unseen'}, words.timeline), scale(sheet.timeline)));
  view.head.replaceChildren(row);
}

function draw(sheet) {
  const view = sheet.view, count = view.rows.length;
  if (view.from >= count) view.from = 0;
  const to = Math.min(count, view.from + view.size);
  const values = {from: whole.format(count ? view.from + 1 : 0), to: whole.format(to), count: whole.format(count), all: whole.format(sheet.rows.length)};
  view.count.textContent = fill(count === 0 ? words.noMatch : count < sheet.rows.length ? words.filtered : words.rows, values);
  view.previous.hidden = view.next.hidden = count <= view.size;
  view.previous.disabled = view.from === 0;
  view.next.disabled = to >= count;
  view.box.hidden = count === 0;
  if (!view.most) {
    view.most = sheet.columns.map((c, j) => c.bar ? sheet.rows.reduce((m, row) => Math.max(m, Number(valueOf(row[j + 1])) || 0), 0) : 0);
  }
  const rows = document.createDocumentFragment();
  for (let n = view.from; n < to; n++) rows.append(rowOf(sheet, view.rows[n]));
  view.body.replaceChildren(rows);
}

function rowOf(sheet, i) {
  const view = sheet.view, row = sheet.rows[i];
  const tr = el('tr', {class: view.found === i ? 'found' : ''});
  sheet.columns.forEach((column, j) => {
    if (!view.shown[j]) return;
    const name = j + 1 === sheet.name;
    const td = el(name ? 'th' : 'td', {class: columnClass(column), scope: name && 'row'}, cellOf(sheet, row, j));
    if (column.bar && view.most[j] > 0) {
      td.append(svg('svg', {class: 'length', viewBox: '0 0 100 5', preserveAspectRatio: 'none', 'aria-hidden': 'true'},
        svg('rect', {height: 5, width: 100 * Math.max(0, Number(valueOf(row[j + 1])) || 0) / view.most[j]})));
    }
    if (name) tr.prepend(td); else tr.append(td);
  });
  if (sheet.timeline) tr.append(el('td', {class: 'drawn'}, barOf(sheet, row)));
  return tr;
}

// breaks lets an address break before its domain rather than within a word.
function breaks(text) {
  const at = text.indexOf('@');
  return at > 0 ? [text.slice(0, at), el('wbr'), text.slice(at)] : [text];
}

function cellOf(sheet, row, j) {
  const column = sheet.columns[j], cell = row[j + 1];
  let text = textOf(cell, column.type);
  if (row[0] >= 0 && !sheet.view.before) text = cut(text, LONG, true);
  if (j + 1 === sheet.name && row[0] >= 0 && !sheet.view.before) { // on paper there is nothing to press
    const button = el('button', {type: 'button', class: 'open', 'aria-haspopup': 'dialog'}, el('span', {}, ...breaks(text || words.blank)));
    button.addEventListener('click', () => { location.hash = 'sender/' + encodeURIComponent(shared.senders[row[0]]); });
    return el('div', {class: 'cell'}, button);
  }
  if (text === '') return '';
  let names = 'cell';
  if (column.code) names += ' code';
  if (text.includes('\n')) names += ' lines';
  // A row of a sender is whole in its story.
  if (row[0] >= 0 && column.detail) names += ' detail';
  else if (row[0] >= 0 && text.length > 60) names += ' clamp';
  let content = text;
  if (Array.isArray(cell) && cell.length > 2) content = el('a', {href: '#' + column.link + '/' + cell[2]}, text);
  if (toneOf(cell)) content = el('span', {class: 'tone t-' + toneOf(cell)}, content);
  // What the room of a cell leaves out can be pointed at.
  return el('div', {class: names, title: / (clamp|detail)$/.test(names) && text}, content);
}

// ---- Timelines within a table.

function days(timeline) {
  return timeline.days.flatMap((d, i) => d.kind === 'work' ? [] : [
    svg('rect', {x: i, y: 0, width: 1, height: '100%', class: 'k-' + d.kind}, svg('title', {}, dateOf(d.day * day) + (d.name ? ' ' + d.name : ''))),
  ]);
}

// scale writes the day of every Monday (or every place, where one is a week), as far as there is room.
function scale(timeline) {
  const texts = [], n = timeline.days.length;
  let free = 0;
  timeline.days.forEach((d, i) => {
    const monday = new Date(d.day * day * 1000).getUTCDay() === 1 || timeline.span > 1;
    if (!monday || i < free || i > n * 0.93) return;
    texts.push(svg('text', {x: 100 * i / n + '%', y: '70%'}, dateOf(d.day * day).slice(5)));
    free = i + n / 11;
  });
  return svg('svg', {'aria-hidden': 'true', height: 32}, ...texts);
}

function barOf(sheet, row) {
  const t = sheet.timeline, n = t.days.length;
  const from = valueOf(row[sheet.at(t.start)]), to = valueOf(row[sheet.at(t.end)]);
  const picture = svg('svg', {viewBox: '0 0 ' + n + ' 20', preserveAspectRatio: 'none', 'aria-hidden': 'true'}, ...days(t));
  if (typeof from === 'number' && typeof to === 'number') {
    const place = (d) => Math.max(0, Math.min(n, (d - t.days[0].day) / t.span));
    const x = place(from), w = place(to + 1) - x;
    const status = sheet.at(t.status);
    const done = t.done !== '' && status > 0 && valueOf(row[status]) === t.done;
    if (w > 0) picture.append(svg('rect', {x, y: 5, width: w, height: 10, class: done ? 'period done' : 'period', 'vector-effect': 'non-scaling-stroke'}));
  }
  return picture;
}

// ---- One sender over all sheets.

let rowsOf = null;

function story(number) {
  if (!rowsOf) {
    rowsOf = shared.senders.map(() => []);
    for (const sheet of sheets.values()) {
      load(sheet).rows.forEach((row, i) => { if (row[0] >= 0) rowsOf[row[0]].push([sheet, i]); });
    }
  }
  return rowsOf[number];
}

const dialog = document.getElementById('ui-story');
let opener = null;

function open(id) {
  const number = shared.senders.indexOf(id);
  if (number < 0) {
    say(words.nobody);
    return false;
  }
  const parts = new Map();
  for (const [sheet, i] of story(number)) {
    if (!parts.has(sheet)) parts.set(sheet, []);
    parts.get(sheet).push(sheet.rows[i]);
  }
  let name = id;
  for (const [sheet, rows] of parts) {
    if (sheet.at('sender') > 0) {
      name = textOf(rows[0][sheet.name], 'text') || id;
      break;
    }
  }
  const close = el('button', {type: 'button'}, words.close);
  close.addEventListener('click', () => dialog.close());
  const jump = el('nav', {class: 'jump', 'aria-label': words.story.replace('{sender}', () => cut(name, LONG / 2))});
  const content = [];
  for (const [sheet, rows] of parts) {
    const heading = el('h3', {tabindex: '-1'}, sheet.title);
    const link = el('a', {href: '#' + sheet.key}, sheet.title);
    link.addEventListener('click', (e) => {
      e.preventDefault();
      heading.scrollIntoView({block: 'start'});
      heading.focus({preventScroll: true});
    });
    jump.append(link);
    content.push(el('section', {class: 'part'}, heading, rows.length === 1 ? entry(sheet, rows[0]) : entries(sheet, rows)));
  }
  dialog.replaceChildren(
    el('div', {class: 'head'}, el('h2', {id: 'ui-story-name', tabindex: '-1', autofocus: true}, fill(words.story, {sender: cut(name, LONG / 2)})), close),
    jump, ...content);
  opener = document.activeElement;
  dialog.showModal();
  dialog.scrollTop = 0;
  return true;
}

function plain(column, cell) {
  const text = textOf(cell, column.type);
  let content = toneOf(cell) ? el('span', {class: 'tone t-' + toneOf(cell)}, text) : text;
  if (text.length > 10 * LONG) { // whole when it is asked for: laying out tens of thousands of letters takes a second
    content = el('details', {}, el('summary', {}, cut(text, LONG, true)), text);
  }
  return [text, content];
}

// entry is one row as names and values; what is not known is left out.
function entry(sheet, row) {
  const list = el('dl', {});
  sheet.columns.forEach((column, j) => {
    const [text, content] = plain(column, row[j + 1]);
    if (text === '' || column.key === 'sender' && text.length <= LONG / 2) return; // the heading names it
    const long = text.length > 90 || text.includes('\n');
    list.append(el('div', {class: long && 'long'}, el('dt', {}, column.header),
      el('dd', {class: (column.code ? 'code ' : '') + (long ? 'lines' : '')}, content)));
  });
  return list;
}

// entries are several rows as a table of the columns in which something stands.
function entries(sheet, rows) {
  const used = sheet.columns.map((_, j) => j).filter((j) => sheet.columns[j].key !== 'sender' && rows.some((row) => valueOf(row[j + 1]) !== ''));
  return el('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': sheet.title}, el('table', {class: 'small'},
    el('thead', {}, el('tr', {}, ...used.map((j) => el('th', {scope: 'col', class: columnClass(sheet.columns[j])}, sheet.columns[j].header)))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...used.map((j, n) => {
      const column = sheet.columns[j];
      const [text, content] = plain(column, row[j + 1]);
      return el(n ? 'td' : 'th', {scope: !n && 'row', class: columnClass(column)},
        text === '' ? '' : el('div', {class: 'cell' + (column.code ? ' code' : '') + (text.includes('\n') ? ' lines' : '')}, content));
    }))))));
}

dialog.addEventListener('close', () => {
  if (location.hash.startsWith('#sender/')) history.replaceState(null, '', '#' + current);
  if (opener && opener.isConnected) opener.focus();
  opener = null;
});
dialog.addEventListener('click', (e) => { if (e.target === dialog) dialog.close(); }); // beside the window

// ---- Which sheet is seen: the address says it.

const summary = document.querySelector('main > section');
let current = summary.id;

function show(key, focus) {
  current = key;
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== key;
  for (const link of document.querySelectorAll('#ui-nav a')) {
    if (link.getAttribute('href') === '#' + key) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({block: 'nearest', inline: 'nearest'});
    } else {
      link.removeAttribute('aria-current');
    }
  }
  const sheet = sheets.get(key);
  if (sheet) build(sheet);
  window.scrollTo(0, 0);
  if (focus) {
    document.getElementById('ui-name-' + key).focus({preventScroll: true});
  }
}

function route(focus) {
  const [key, ...rest] = location.hash.slice(1).split('/');
  let detail = rest.join('/');
  try {
    detail = decodeURIComponent(detail);
  } catch {
    // An address that somebody cut: taken as it is, and found to name nobody.
  }
  if (key === 'sender' && detail !== '') {
    if (dialog.open) dialog.close();
    open(detail);
    return;
  }
  if (dialog.open) dialog.close();
  if (key !== '' && key !== summary.id && !sheets.has(key)) return; // the skip link, or a part of the summary
  show(key || summary.id, focus);
  const sheet = sheets.get(key);
  if (sheet && sheet.view && /^\d+$/.test(detail)) find(sheet, Number(detail));
}

// find shows the page with a row, without the filters that hide it.
function find(sheet, i) {
  const view = sheet.view;
  if (i >= sheet.rows.length) return;
  if (!view.rows.includes(i)) view.clear.click();
  view.from = Math.floor(view.rows.indexOf(i) / view.size) * view.size;
  view.found = i;
  draw(sheet);
  const row = view.body.querySelector('.found');
  row.scrollIntoView({block: 'center'});
  const first = row.querySelector('button, a');
  if (first) first.focus({preventScroll: true});
}

window.addEventListener('hashchange', () => route(true));

// ---- Print: the summary and the sheet that is seen, with its rows as they are filtered and sorted.

window.addEventListener('beforeprint', () => {
  const sheet = sheets.get(current);
  if (!sheet || !sheet.view || dialog.open) return;
  const view = sheet.view;
  view.before = [view.from, view.size];
  [view.from, view.size] = [0, PRINTED];
  header(sheet);
  draw(sheet);
  if (view.rows.length > PRINTED) {
    view.count.textContent = fill(words.printCut, {shown: whole.format(PRINTED), count: whole.format(view.rows.length)});
  }
});
window.addEventListener('afterprint', () => {
  for (const sheet of sheets.values()) {
    if (sheet.view && sheet.view.before) {
      [sheet.view.from, sheet.view.size] = sheet.view.before;
      sheet.view.before = null;
      header(sheet);
      draw(sheet);
    }
  }
});
document.getElementById('ui-print').addEventListener('click', () => window.print());

// say tells those who listen.
function say(text) {
  document.getElementById('ui-said').textContent = text;
}

document.documentElement.classList.add('scripted');
summary.classList.add('printed');
for (const e of document.querySelectorAll('.only-script')) e.hidden = false;
for (const box of document.querySelectorAll('main .scroll')) {
  // What scrolls must be reachable without a mouse.
  const before = box.previousElementSibling;
  box.setAttribute('tabindex', '0');
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', before ? before.textContent : words.timeline);
}
if (location.hash === '' || location.hash.startsWith('#sender/')) show(summary.id, false);
route(false);
document.documentElement.dataset.ready = 'true';
})();
