// The slip of a carried code: printed, or copied where the browser lets us.
"use strict";

for (const button of document.querySelectorAll(".slip [data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll(".slip [data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const groups = document.getElementById(button.dataset.copy).querySelectorAll("code");
    await navigator.clipboard.writeText(Array.from(groups, (group) => group.textContent).join(" "));
    button.textContent = button.dataset.done;
  });
}
