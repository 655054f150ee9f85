// One key, one act: a key presses the button or follows the link that names it (`data-key`); j and k
// go through the list; Ctrl or Cmd with k finds a page or words. Without this file everything works
// by pointing.
"use strict";

(() => {
  const typing = (target) => target.matches("input, textarea, select, [contenteditable]");

  const name = (event) => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit) return (event.shiftKey ? "shift+" : "") + digit[1];
    return event.key.length === 1 ? event.key.toLowerCase() : event.key;
  };

  // The next or the former incident of the list gets the focus; Enter or o opens it.
  const walk = (by) => {
    const links = [...document.querySelectorAll("[data-incident] h3 a")];
    if (!links.length) return false;
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at < 0 && by < 0 ? 0 : at + by, 0), links.length - 1)].focus();
    return true;
  };

  const finder = () => document.getElementById("quick-find");

  // What is typed narrows the links of the finder; with none left, Enter looks for the words.
  const narrow = (input) => {
    const asked = input.value.trim().toLowerCase();
    for (const item of finder().querySelectorAll("li")) {
      item.hidden = !item.textContent.toLowerCase().includes(asked);
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target.closest("#quick-find")) narrow(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "k" && finder()) {
      event.preventDefault();
      finder().showModal();
      return;
    }
    if (event.key === "o" && !typing(event.target) && event.target.matches("[data-incident] a")) {
      event.target.click();
      return;
    }
    if (event.key === "Enter" && event.target.closest?.("#quick-find input")) {
      const first = event.target.value.trim() && finder().querySelector("li:not([hidden]) a");
      if (first) {
        event.preventDefault();
        first.click();
      }
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const asked = name(event);
    if ((asked === "j" || asked === "k") && walk(asked === "j" ? 1 : -1)) {
      event.preventDefault();
      return;
    }
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
