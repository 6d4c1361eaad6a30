/* Comfort for writing a procedure: line numbers, keys, links that put the cursor
   at a line, a question before unsaved text is left, pictures that show what changed.  Without it the page
   does everything it does with it. */
(() => {
  "use strict";

  /* ---- a wide picture shows what changed first ---- */
  const show = () => {
    document.querySelectorAll(".definition-picture").forEach((frame) => {
      const changed = frame.querySelector(".wf-changed");
      if (!changed) return;
      const [inside, outside] = [changed, frame].map((each) => each.getBoundingClientRect());
      if (inside.right > outside.right || inside.left < outside.left) {
        frame.scrollLeft += inside.left - outside.left - (outside.width - inside.width) / 2;
      }
    });
  };
  show();

  const area = document.getElementById("text");
  const frame = document.getElementById("frame");
  if (!area || !frame) return;
  const form = area.form;
  const place = `motcua-place:${location.pathname}`;
  const INDENT = "  ";
  let saved = form.dataset.unsaved ? null : area.value;
  let sending = false;
  let leaves = false;

  /* ---- line numbers ---- */
  const gutter = document.createElement("div");
  gutter.className = "gutter";
  gutter.setAttribute("aria-hidden", "true");
  frame.prepend(gutter);
  frame.classList.add("with-gutter");

  const marks = () => {
    const found = new Map();
    document.querySelectorAll(".problems li").forEach((item) => {
      const link = item.querySelector("[data-line]");
      const grave = item.querySelector(".is-late") ? "late" : "soon";
      if (link && found.get(link.dataset.line) !== "late") found.set(link.dataset.line, grave);
    });
    return found;
  };

  const number = () => {
    const lines = area.value.split("\n").length;
    const marked = marks();
    const cells = document.createDocumentFragment();
    for (let line = 1; line <= lines; line += 1) {
      const cell = document.createElement("span");
      cell.textContent = String(line);
      const mark = marked.get(String(line));
      if (mark) cell.className = `mark-${mark}`;
      cells.append(cell);
    }
    gutter.replaceChildren(cells);
    gutter.scrollTop = area.scrollTop;
  };

  let lines = 0;
  area.addEventListener("input", () => {
    const now = area.value.split("\n").length;
    if (now !== lines) number();
    lines = now;
  });
  area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });

  /* ---- to a line ---- */
  const to = (line) => {
    const all = area.value.split("\n");
    const index = Math.min(Math.max(line, 1), all.length) - 1;
    const start = all.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
    const height = area.scrollHeight / Math.max(all.length, 1);
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, start + all[index].length);
    area.scrollTop = Math.max(0, index * height - area.clientHeight / 3);
    area.scrollLeft = 0;
    frame.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    to(Number(link.dataset.line));
  });

  /* ---- keys ---- */
  const type = (text) => {
    // The only way in which the browser's own undo knows of it.
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const shift = (back) => {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = Math.max(area.selectionEnd, from);
    const old = area.value.slice(from, end);
    const changed = old.split("\n")
      .map((line) => (back ? line.replace(/^ {1,2}/, "") : INDENT + line)).join("\n");
    if (changed === old) return;
    area.setSelectionRange(from, end);
    type(changed);
    area.setSelectionRange(from, from + changed.length);
  };

  const keys = {
    Tab: (event) => {
      if (leaves) return false;
      const many = area.value.slice(area.selectionStart, area.selectionEnd).includes("\n");
      if (event.shiftKey || many) shift(event.shiftKey);
      else type(INDENT);
      return true;
    },
    Enter: () => {
      const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
      const line = area.value.slice(from, area.selectionStart);
      const depth = line.match(/^ */)[0] + (line.trimEnd().endsWith(":") ? INDENT : "");
      type(`\n${depth}`);
      return true;
    },
  };

  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const deed = keys[event.key];
    if (deed && deed(event)) event.preventDefault();
    leaves = event.key === "Escape";
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const save = form.querySelector("button[value=save], button[value=join]");
    if (save) form.requestSubmit(save);
  });

  /* ---- not to be lost ---- */
  const remember = () => {
    const seen = { at: area.selectionStart, top: area.scrollTop, left: area.scrollLeft };
    sessionStorage.setItem(place, JSON.stringify(seen));
  };

  form.addEventListener("submit", (event) => {
    // What opens beside this page, or changes a part of it, does not leave it.
    if (event.defaultPrevented) return;
    if (event.submitter && event.submitter.formTarget === "_blank") return;
    sending = true;
    remember();
  });
  window.addEventListener("pageshow", () => { sending = false; });
  window.addEventListener("beforeunload", (event) => {
    if (sending || area.value === saved) return;
    event.preventDefault();
    event.returnValue = form.dataset.leaving;
  });

  /* ---- what comes back while one types ---- */
  document.body.addEventListener("htmx:before:response", (event) => {
    // A page that refuses, or asks who it is, is no picture.
    const { raw } = event.detail.ctx.response;
    if (!raw.ok || raw.redirected) event.preventDefault();
  });
  document.body.addEventListener("htmx:after:swap", () => { number(); show(); });

  number();
  lines = area.value.split("\n").length;
  const asked = location.hash.match(/^#line-(\d+)$/);
  const before = JSON.parse(sessionStorage.getItem(place) || "null");
  sessionStorage.removeItem(place);
  if (asked) {
    to(Number(asked[1]));
  } else if (before) {
    area.focus({ preventScroll: true });
    area.setSelectionRange(before.at, before.at);
    area.scrollTop = before.top;
    area.scrollLeft = before.left;
  }
})();
