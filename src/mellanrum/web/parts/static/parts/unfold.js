// A link to a part of the page opens it, and what is printed is all open. Without this each part is opened by its heading.
"use strict";

function unfold() {
  const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = part && part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (part) part.scrollIntoView();
}

addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((part) => (part.open = true)));
unfold();
