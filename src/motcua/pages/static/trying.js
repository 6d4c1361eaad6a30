/* Comfort below the editor: a button of a rehearsal changes the rehearsal and leaves the
   rest of the page as it is, and what was played survives that the text is saved.
   Without it each button brings the whole page again, with the text as it was typed. */
(() => {
  "use strict";

  const place = document.getElementById("trying");
  const tested = document.getElementById("tested");
  const form = document.getElementById("editor");
  if (!place || !form) return;
  const kept = `motcua-play:${location.pathname}`;

  const where = (button) => {
    if (button.formTarget === "_blank") return null;
    if (button.dataset.into) return tested;
    return place.contains(button) ? place : null;
  };

  /* ---- one button, one part of the page ---- */
  const ask = async (address, fields, into) => {
    into.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        method: "POST",
        body: new URLSearchParams(fields),
        credentials: "same-origin",
        headers: { "HX-Request": "true" },
      });
      if (!answer.ok || answer.redirected) return false;
      into.innerHTML = await answer.text();
      return true;
    } catch {
      return false;
    } finally {
      into.removeAttribute("aria-busy");
    }
  };

  const focus = (value, into) => {
    const buttons = [...into.querySelectorAll("button")];
    const next = buttons.find((each) => each.value === value && !each.disabled)
      || into.querySelector(".tried-now, [role=alert]");
    if (!next) return;
    if (next.tabIndex < 0) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };

  let whole = false;
  document.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (event.target !== form || !button) return;
    const into = where(button);
    if (!into || whole) {
      keep(button);
      return;
    }
    event.preventDefault();
    const value = button.value;
    if (await ask(button.formAction, new FormData(form, button), into)) {
      focus(value, into);
    } else {
      // Signed out, or worse: let the browser show what the server says.
      whole = true;
      form.requestSubmit(button);
    }
  }, true);

  /* ---- Enter presses the button beside a field, and does not save the text ---- */
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const near = event.target.closest(".row-of, .tried-act, section");
    const button = near && [...near.querySelectorAll("button:not(:disabled)")].at(-1);
    if (button) form.requestSubmit(button);
  });

  /* ---- what was played stays when the text is saved ---- */
  const keep = (button) => {
    const play = form.elements.namedItem("play");
    const who = form.elements.namedItem("who");
    if (!play || button.formTarget === "_blank") return;
    sessionStorage.setItem(kept, JSON.stringify({ play: play.value, who: who ? who.value : "" }));
  };

  const before = JSON.parse(sessionStorage.getItem(kept) || "null");
  sessionStorage.removeItem(kept);
  if (before && JSON.parse(before.play || "{}").moves) {
    const fields = new FormData(form);
    fields.set("play", before.play);
    fields.set("who", before.who);
    fields.set("deed", "look");
    ask(`${location.pathname}/thu`, fields, place);
  }
})();
