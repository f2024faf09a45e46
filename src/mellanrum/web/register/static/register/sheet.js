// The tick sheet adds itself up while it is filled in, and the arrows go up and down a column. Without this the button
// "Add it up" does the same.
"use strict";

const sheet = document.querySelector("form.ticks");

function typed(input) {
  const plain = input.value.replace(/\s/g, "").replace(/^[\u2212–]/, "-");
  return /^-?\d+$/.test(plain) ? Number(plain) : 0;
}

function whole(input) {
  return typed(input) + Number(input.dataset.standing || 0);
}

function sumOf(inputs) {
  return Array.from(inputs, whole).reduce((sum, number) => sum + number, 0);
}

// What a month's row has of a slot; tables count "other" among those without a split.
function inMonth(event, slot) {
  const row = sheet.querySelector(`[data-month] tr[data-event="${event}"]`);
  if (!row) return 0;
  const wanted = slot === "all" ? "input" : `input[data-slot="${slot === "unsplit" ? "other" : slot}"]`;
  return Array.from(row.querySelectorAll(wanted), typed).reduce((sum, number) => sum + number, 0);
}

function tell(cell, difference, known = true) {
  const words = sheet.dataset;
  const said = difference > 0 ? `${difference} ${words.many}` : `${-difference} ${words.few}`;
  cell.textContent = known ? (difference === 0 ? words.fits : said) : "";
  cell.classList.toggle("differs", known && difference !== 0);
}

function addMonth() {
  for (const row of sheet.querySelectorAll("[data-month] tr[data-event]")) {
    const inputs = row.querySelectorAll("input");
    if (inputs.length) row.querySelector("[data-total]").textContent = sumOf(inputs);
  }
}

function addColumns(table) {
  const rows = Array.from(table.tBodies[0].rows);
  table.querySelectorAll("[data-sum]").forEach((cell, at) => {
    const inputs = rows.map((row) => row.cells[at + 1].querySelector("input")).filter(Boolean);
    if (!inputs.length) return;
    const sum = sumOf(inputs);
    const expected = table.querySelectorAll("[data-expected]")[at];
    const should = Number(expected.dataset.more) + inMonth(expected.dataset.event, "all");
    cell.textContent = sum;
    expected.textContent = should;
    tell(table.querySelectorAll("[data-difference]")[at], sum - should, sum + should !== 0);
  });
}

function addTable(table) {
  const sums = table.querySelectorAll("[data-sum]");
  for (const cell of sums) {
    const slot = cell.dataset.sum;
    const inputs = table.querySelectorAll(`input[data-counts][data-slot="${slot}"]`);
    if (!inputs.length) continue;
    const sum = sumOf(inputs);
    cell.textContent = sum;
    const expected = table.querySelector(`[data-expected="${slot}"]`);
    if (!expected) continue;
    const should = Number(expected.dataset.rest) + inMonth(expected.dataset.event, sums.length === 1 ? "all" : slot);
    expected.textContent = should;
    tell(table.querySelector(`[data-difference="${slot}"]`), sum - should, sum + should !== 0);
  }
}

// How much more has been typed of an event than what the counters told when the page came.
function typedSince(event, slot) {
  const input = sheet.querySelector(`[data-month] tr[data-event="${event}"] input[data-slot="${slot}"]`);
  return input ? typed(input) - (Number(input.defaultValue) || 0) : 0;
}

function addOngoing(table) {
  const inputs = table.querySelectorAll("input");
  const known = Array.from(inputs).some((input) => input.value.trim());
  inputs.forEach((input, at) => {
    const cell = table.querySelectorAll("[data-counted]")[at];
    cell.dataset.counted = cell.dataset.counted || cell.textContent;
    const { slot } = input.dataset;
    const counted = Number(cell.dataset.counted) + typedSince("start", slot) - typedSince("end", slot);
    cell.textContent = counted;
    tell(table.querySelectorAll("[data-difference]")[at], typed(input) - counted, known);
  });
}

function isFilled(table) {
  return Array.from(table.querySelectorAll("input")).some((input) => typed(input));
}

function numbersIn(table, kind) {
  return Array.from(table.querySelectorAll(kind), (cell) => Number(cell.textContent)).reduce((sum, number) => sum + number, 0);
}

function tie(state, told, wrong, words) {
  state.hidden = !told;
  state.textContent = wrong ? words : sheet.dataset.fits;
  state.classList.toggle("warning", wrong);
  state.classList.toggle("well", !wrong);
}

// What is folded says in its heading what it would say itself. One that only adds, or is locked, says nothing.
function tellTable(fold) {
  const table = fold.querySelector("table[data-tie]");
  if (!table || !table.querySelector("input")) return;
  fold.querySelector("[data-all]").textContent = numbersIn(table, "[data-sum]");
  const told = isFilled(table) && table.querySelector("[data-expected]");
  tie(fold.querySelector("[data-tied]"), told, Boolean(table.querySelector(".differs")), sheet.dataset.one);
}

function tellPart(part) {
  const tables = Array.from(part.querySelectorAll("[data-tie]"));
  if (!tables.length || !tables[0].querySelector("[data-expected]")) return;
  part.querySelector("[data-should]").textContent = numbersIn(tables[0], "[data-expected]");
  const filled = tables.filter(isFilled);
  const wrong = filled.filter((table) => table.querySelector(".differs")).length;
  const words = wrong === 1 ? sheet.dataset.one : sheet.dataset.more;
  tie(part.querySelector("[data-state]"), filled.length, wrong > 0, `${wrong} ${words}`);
}

function addUp() {
  addMonth();
  sheet.querySelectorAll("[data-places]").forEach(addColumns);
  sheet.querySelectorAll("[data-tie]").forEach(addTable);
  sheet.querySelectorAll("[data-ongoing]").forEach(addOngoing);
  sheet.querySelectorAll(".sheet-table").forEach(tellTable);
  sheet.querySelectorAll(".sheet-part").forEach(tellPart);
}

// The same column, a row up or down: in the table, then in the next one.
function move(input, step) {
  const column = (each) => each.closest("td").cellIndex;
  const fields = Array.from(sheet.querySelectorAll("td input")).filter((each) => each.checkVisibility());
  const inTable = fields.filter((each) => each.closest("table") === input.closest("table") && column(each) === column(input));
  const next = inTable[inTable.indexOf(input) + step] || fields[fields.indexOf(input) + step];
  if (next) {
    next.focus();
    next.select();
  }
}

if (sheet) {
  sheet.addEventListener("input", addUp);
  sheet.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches("td input")) return;
    event.preventDefault();
    move(event.target, step);
  });
  // On paper every table is to be seen.
  addEventListener("beforeprint", () => sheet.querySelectorAll("details").forEach((part) => (part.open = true)));
  addUp();
}
