// One key, one decision: a key presses the button or follows the link that names it.
// Without this file everything works by pointing.
"use strict";

(() => {
  const typing = (target) => target.matches("input, textarea, select, [contenteditable]");

  const name = (event) => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit) return (event.shiftKey ? "shift+" : "") + digit[1];
    return event.key.length === 1 ? event.key.toLowerCase() : event.key;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const asked = name(event);
    const found = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === asked);
    if (!found) return;
    event.preventDefault();
    if (typing(found)) found.focus();
    else found.click();
  });

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
