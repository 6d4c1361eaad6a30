/* After signing in again: straight on to the form, filled in.  Without this the button leads there. */
"use strict";
(() => {
  const [came] = performance.getEntriesByType("navigation");
  const button = document.querySelector("[data-go-on]");
  if (button && !(came && came.type === "back_forward")) button.click();
})();
