// The page of an incident: its moments become a slider, what is copied goes to the clipboard, and
// what a link points at is opened. Without this file all of it works by pages loaded anew.

const slide = (form) => {
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
  choice.before(range);
};

const open = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
  if (target) target.scrollIntoView();
};

const said = (words) => {
  const place = document.querySelector("[data-copied]");
  if (place) place.textContent = words;
};

const copy = async (words, what) => {
  await navigator.clipboard.writeText(words);
  said(`${what}: copied.`);
};

const begin = () => {
  for (const form of document.querySelectorAll("form[data-slider]:not(:has(input))")) slide(form);
  if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy-value]")) button.hidden = false;
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  const button = event.target.closest("[data-copy-value]");
  if (button) await copy(document.getElementById(button.dataset.copyValue).value, "Embed code");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    await copy(await answer.text(), link.textContent.trim().replace("Copy as ", ""));
  } catch {
    location.assign(link.href);
  }
});
document.addEventListener("htmx:after:swap", begin);
window.addEventListener("hashchange", open);
begin();
open();
