// What the form does beyond plain HTML: answers that stand alone, and questions that follow from an earlier answer.
"use strict";

for (const form of document.querySelectorAll("form.entry")) {
  // One that stands alone lets go of the others, and they of it. The server decides all the same.
  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || !box.checked) return;
    for (const other of form.querySelectorAll(`input[type=checkbox][name="${box.name}"]`)) {
      const isAlone = "alone" in box.dataset || "alone" in other.dataset;
      if (other !== box && isAlone) other.checked = false;
    }
  });

  // A question that is only put after an earlier answer is shown when that has been given.
  const asked = [...form.querySelectorAll("[data-only-if]")].map((part) => {
    const [name, value] = part.dataset.onlyIf.split("=");
    return { field: part.closest(".field"), name, value };
  });
  const show = () => {
    for (const { field, name, value } of asked) {
      field.hidden = !form.querySelector(`input[name="${name}"][value="${value}"]:checked`);
    }
  };
  form.addEventListener("change", show);
  show();

  // Enter on the telephone's keyboard goes on to the next question, rather than sending half a form.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[enterkeyhint=next]")) return;
    event.preventDefault();
    event.target.blur();
  });
}

// A page that the browser brings back as it was would hold somebody's answers, and a token that has been used.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.replace(window.location.href);
});
