// The moments of an incident become a slider; htmx fetches the page of the moment and shows it here.
// Without this file the list of moments and its button do the same, with a page loaded anew.

for (const form of document.querySelectorAll("form[data-slider]")) slide(form);
document.addEventListener("htmx:after:swap", () => {
  for (const form of document.querySelectorAll("form[data-slider]:not(:has(input))")) slide(form);
});

function slide(form) {
  const choice = form.querySelector("select");
  const range = Object.assign(document.createElement("input"), {
    type: "range", id: "moment", min: 0, max: choice.options.length - 1, step: 1,
  });
  const tell = () => range.setAttribute("aria-valuetext", choice.selectedOptions[0].textContent);
  range.value = choice.selectedIndex;
  range.setAttribute("aria-label", form.querySelector("label").textContent);
  range.addEventListener("input", () => {
    choice.selectedIndex = range.valueAsNumber;
    tell();
  });
  choice.addEventListener("change", () => {
    range.value = choice.selectedIndex;
    tell();
  });
  tell();
  form.prepend(range);
}
