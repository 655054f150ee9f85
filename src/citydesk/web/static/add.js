// What is typed is remembered on this machine until it has been sent, and files can be dropped.
// Without this file the forms work as they stand.
"use strict";

(() => {
  const names = (form) => [...form.elements].filter(
    (each) => each.name && !["hidden", "file", "submit"].includes(each.type)
  );
  const place = (form) => `citydesk-add-${form.dataset.draft}`;
  const held = () => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  };

  const remember = (form) => {
    const typed = {};
    for (const each of names(form)) {
      if (each.type === "radio" ? each.checked : each.value) typed[each.name] = each.value;
    }
    try {
      held()?.setItem(place(form), JSON.stringify(typed));
    } catch {
      // too long for this browser's store: the draft on the desk is there once it is sent
    }
  };

  const recall = (form) => {
    let typed = {};
    try {
      typed = JSON.parse(held()?.getItem(place(form)) || "{}");
    } catch {
      return;
    }
    const text = form.elements.text;
    if (!typed.text || text.value) return;
    for (const each of names(form)) {
      if (typeof typed[each.name] !== "string") continue;
      if (each.type === "radio") each.checked = each.value === typed[each.name];
      else each.value = typed[each.name];
    }
    form.closest("details")?.setAttribute("open", "");
  };

  const size = (form) => {
    let total = new Blob([form.elements.text?.value || ""]).size;
    for (const file of form.elements.file?.files || []) total += file.size;
    return total;
  };

  const forms = [...document.querySelectorAll("form[data-draft]")];
  const large = document.getElementById("too-large");
  for (const form of forms) {
    recall(form);
    form.addEventListener("input", () => remember(form));
    form.addEventListener("submit", (event) => {
      if (large && size(form) > Number(large.dataset.most)) {
        event.preventDefault();
        large.hidden = false;
        large.scrollIntoView({ block: "center" });
      } else remember(form);
    });
  }

  // a page that says what became of it: then nothing has to be remembered any more
  if (!forms.length) {
    for (const name of ["text", "note", "recording"]) held()?.removeItem(`citydesk-add-${name}`);
  }

  const drop = document.getElementById("drop");
  const file = document.getElementById("file");
  if (drop && file) {
    for (const name of ["dragover", "dragenter"]) {
      document.addEventListener(name, (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    document.addEventListener("dragleave", () => drop.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      drop.classList.remove("over");
      file.files = event.dataTransfer.files;
      drop.scrollIntoView({ block: "nearest" });
    });
  }
})();
