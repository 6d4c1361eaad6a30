/* Keys for lists: comfort only, every page works without them.
   j k  next and previous line     Enter  open     x  choose
   /    search                     ?      the list of keys          */
"use strict";
(() => {
  const typing = (target) =>
    target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  const lines = () => Array.from(document.querySelectorAll("[data-line]"));
  const present = (all) => all.findIndex((line) => line.contains(document.activeElement));

  const go = (step) => {
    const all = lines();
    if (!all.length) return;
    const at = present(all);
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    const line = all[Math.min(Math.max(next, 0), all.length - 1)];
    line.querySelector("[data-open]").focus();
    line.scrollIntoView({ block: "nearest" });
  };

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => {
      const all = lines();
      const line = all[present(all)];
      const box = line && line.querySelector("input[type=checkbox]");
      if (box) box.checked = !box.checked;
    },
    "/": () => {
      const search = document.getElementById("house-q");
      if (search) { search.focus(); search.select(); }
    },
    "?": () => {
      const known = document.getElementById("keys");
      if (!known) return;
      known.open = !known.open;
      if (known.open) known.querySelector("summary").focus();
    },
  };

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // Words that are selected in an opinion are written among those to be hidden: by the
  // mouse, wherever it is let go, by a finger, and by whoever makes a selection longer
  // with the keys.
  const hide = document.getElementById("form-words");
  let latest = [];
  const takeSelected = (longer) => {
    const chosen = window.getSelection();
    const start = chosen.anchorNode && chosen.anchorNode.parentElement;
    const text = start && start.closest("[data-to-hide]");
    if (chosen.isCollapsed || !text) return;
    const lines = hide.value.split("\n").filter(Boolean);
    const there = longer ? lines.filter((each) => !latest.includes(each)) : lines;
    const words = String(chosen).split("\n").map((each) => each.trim());
    latest = words.filter((each) => each && text.textContent.includes(each) && !there.includes(each));
    hide.value = [...there, ...latest].join("\n");
  };
  if (hide) {
    for (const event of ["mouseup", "touchend"])
      document.addEventListener(event, () => takeSelected(false));
    document.addEventListener("keyup", (event) => event.key === "Shift" && takeSelected(true));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const box = event.target.type === "checkbox" && event.target.closest("[data-line]");
    if (typing(event.target) && !box) return;
    const deed = keys[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
})();
