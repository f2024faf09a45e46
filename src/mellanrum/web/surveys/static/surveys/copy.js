// Texts to copy: the button is there where the browser lets us.
"use strict";

for (const button of document.querySelectorAll("[data-copy-field]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copyField).value);
    button.textContent = button.dataset.done;
  });
}
