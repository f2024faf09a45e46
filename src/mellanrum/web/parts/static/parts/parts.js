// What pages do beyond plain HTML. Everything works without it, more slowly.
"use strict";

// A figure opens its trace in place: under its row in a table, in its line of a list, else under its paragraph. Once
// more closes it, and so does Escape anywhere in it.
function traceHolder(link) {
  const place = link.closest("tr, p, li, dd, div");
  if (place.tagName !== "TR") {
    const box = document.createElement("div");
    box.className = "trace-box";
    if (place.matches("li, dd")) place.append(box);
    else place.after(box);
    return { outer: box, inner: box };
  }
  const row = place;
  const holder = document.createElement("tr");
  holder.className = "trace-row";
  const cell = document.createElement("td");
  cell.className = "trace-cell";
  cell.colSpan = Math.max(...Array.from(row.parentElement.closest("table").rows, (r) => r.cells.length));
  holder.append(cell);
  row.after(holder);
  return { outer: holder, inner: cell };
}

async function openFigure(link) {
  const open = link.traceHolder;
  if (open) {
    open.outer.remove();
    link.traceHolder = null;
    link.setAttribute("aria-expanded", "false");
    return;
  }
  const holder = traceHolder(link);
  link.traceHolder = holder;
  holder.outer.openedBy = link;
  link.setAttribute("aria-expanded", "true");
  holder.inner.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere || !answer.ok) {
      window.location = elsewhere || link.href;
      return;
    }
    holder.inner.innerHTML = await answer.text();
    tellClosed(holder.inner);
    watchTables(holder.inner);
    if (window.htmx) window.htmx.process(holder.inner);
  } catch {
    window.location = link.href;
  } finally {
    holder.inner.removeAttribute("aria-busy");
  }
}

// Whether a figure is open is said before it has been opened, too; also of figures that come later.
function tellClosed(part) {
  for (const link of part.querySelectorAll("a.figure:not([aria-expanded])")) link.setAttribute("aria-expanded", "false");
}
tellClosed(document);
document.addEventListener("htmx:afterSwap", (event) => {
  tellClosed(event.target);
  watchTables(event.target);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.figure");
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
  if (link && plain) {
    event.preventDefault();
    openFigure(link);
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const inside = event.target.closest(".trace-row, .trace-box");
  const link = event.target.traceHolder ? event.target : inside && inside.openedBy;
  if (link && link.traceHolder) {
    openFigure(link);
    link.focus();
    return;
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What the server answers to parts of a page is told of with the same token as its forms.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.body.dataset.csrf;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});

// A refused or failed part shows the server's own page, rather than nothing.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    document.open();
    document.write(event.detail.xhr.responseText);
    document.close();
  }
});

// A file may be dropped on its field, from anywhere on the frame around it.
for (const frame of document.querySelectorAll(".drop")) {
  const field = frame.querySelector("input[type=file]");
  const over = (is) => (event) => { event.preventDefault(); frame.classList.toggle("over", is); };
  frame.addEventListener("dragover", over(true));
  frame.addEventListener("dragleave", over(false));
  frame.addEventListener("drop", (event) => {
    over(false)(event);
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// A form with a file says how much of it has been sent, then that it is being read. Without this it is sent as any form.
function sendForm(form) {
  const box = form.querySelector(".progress-box");
  const bar = box.querySelector("progress");
  const said = box.querySelector("[data-said]");
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  const say = (text, isOver) => { said.textContent = text; bar.hidden = isOver; button.disabled = !isOver; };
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) Object.assign(bar, { max: event.total, value: event.loaded });
  });
  request.upload.addEventListener("load", () => { bar.removeAttribute("value"); say(form.dataset.reading, false); });
  for (const end of ["error", "abort"]) request.addEventListener(end, () => say(form.dataset.lost, true));
  request.addEventListener("load", () => {
    const elsewhere = request.getResponseHeader("HX-Redirect");
    if (elsewhere) { window.location = elsewhere; return; }
    document.open();
    document.write(request.responseText);
    document.close();
  });
  box.hidden = false;
  say(form.dataset.sending, false);
  request.open("POST", form.action);
  request.setRequestHeader("HX-Request", "true");
  request.send(new FormData(form));
}

for (const form of document.querySelectorAll("form[data-sending]")) {
  form.addEventListener("submit", (event) => { event.preventDefault(); sendForm(form); });
}

// Errors are read first; those that are shown as examples keep still.
// (Without a name for it: a page that is written over this one runs the script once more.)
document.querySelector("[data-focus]:not([data-still] *)")?.focus();

// In a row of tabs that moves sideways, the one for this page is in view.
for (const tab of document.querySelectorAll(".tabs a[aria-current]")) {
  const row = tab.closest("ul");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// The head of a table stays in sight: against the window where the table is no wider than its frame; where it is, and
// long, in a frame that is no higher than the window and scrolls both ways. A head that is not shown needs neither.
// (What is kept hangs on a function, which may be declared once more, as above.)
function frame(box) {
  const table = box?.querySelector(":scope > table");
  if (!table) return;
  const isWide = table.offsetWidth > box.clientWidth;
  const hasHead = Boolean(table.tHead) && table.tHead.offsetHeight > 1;
  box.classList.toggle("fits", !isWide);
  box.classList.toggle("long", isWide && hasHead && table.offsetHeight > 1.5 * window.innerHeight);
}

function watchTables(part) {
  watchTables.frames ??= new ResizeObserver((seen) => seen.forEach((each) => frame(each.target.closest(".table-box"))));
  for (const table of part.querySelectorAll(".table-box > table")) {
    watchTables.frames.observe(table);
    watchTables.frames.observe(table.parentElement);
  }
}
watchTables(document);
