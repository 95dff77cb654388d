// One question at a time on a phone. Without this file, and on a wider screen, all of them stand below each other.
"use strict";
(() => {
  const bar = document.querySelector("[data-step-bar]"), form = bar?.closest("form");
  const steps = form ? [...form.querySelectorAll("[data-step]")] : [];
  if (steps.length < 2) return;
  const back = bar.querySelector("[data-step-back]"), next = bar.querySelector("[data-step-next]");
  const end = form.querySelector("[data-step-end]"), narrow = matchMedia("(width < 40rem)");
  const last = steps.length - 1;
  // What has to be mended comes first.
  let at = Math.max(0, steps.findIndex((step) => step.querySelector(".error, [aria-invalid=true]")));

  function show() {
    const one = narrow.matches;
    steps.forEach((step, index) => { step.hidden = one && index !== at; });
    bar.hidden = !one;
    back.hidden = at === 0;
    next.hidden = at === last;
    end.hidden = one && at < last;
  }
  function go(to) {
    at = Math.min(Math.max(to, 0), last);
    show();
    const head = steps[at].querySelector("[data-step-at]");
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: "start" });
  }
  back.addEventListener("click", () => go(at - 1));
  next.addEventListener("click", () => go(at + 1));
  narrow.addEventListener("change", show);
  // Enter goes on to the next question; it sends only what has been read to its end.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !narrow.matches || at === last || !event.target.matches("input")) return;
    event.preventDefault();
    go(at + 1);
  });
  // Whoever leaves in the middle is asked first: the page behind would be the list, not the question before.
  form.addEventListener("change", () => { if (narrow.matches) form.dataset.unsaved = ""; });
  // A link of the error summary leads to a question that may not be in sight.
  document.addEventListener("click", (event) => {
    const href = event.target.closest("a[href^='#']")?.getAttribute("href") ?? "#";
    const field = href.length > 1 ? document.getElementById(href.slice(1)) : null;
    const to = field ? steps.findIndex((step) => step.contains(field)) : -1;
    if (to >= 0) { at = to; show(); }
  }, true);
  show();
})();
