// The rapid assessment by keyboard alone. A key only fills in a field of the form, which keeps itself (data-autosave):
// in a row the number or the letter beside an answer gives it and leads to the next open row; first letters name a
// substance, with Enter or Tab or once nobody types on; among its criteria 1 to 9, 0 and - say yes, once more no, and n
// says no to all the others. No key answers more than one danger.
"use strict";
(() => {
  const page = document.querySelector("[data-rapid]");
  if (!page) return;
  const all = (selector, within = page) => [...within.querySelectorAll(selector)];
  const finder = page.querySelector("[data-find]"), beside = page.querySelector("[data-beside]");
  const keysOn = () => localStorage.getItem("single-keys") !== "off";
  const told = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  const follows = (one, other) => !other || Boolean(other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const inside = (part) => part?.querySelector("input:checked, input, select");
  const go = (field) => { field?.focus(); if (field?.matches("[type=text]")) field.select(); };

  const rows = () => all("[data-quick]").filter((row) => !row.hidden);
  const isAnswered = (row) => all("input", row).some((field) => (field.type === "text" ? field.value.trim() : field.checked));
  const open = () => rows().filter((row) => !("known" in row.dataset) && !isAnswered(row));

  // The next row that nobody answered; past the dangers a substance is named first, and after the last one there is the
  // decision.
  function onward(from) {
    const left = open(), next = left.find((row) => follows(row, from));
    const nameless = !page.querySelector("[data-substance][data-named]");
    if (nameless && follows(finder, from) && !(next && follows(finder, next))) return go(finder);
    go(inside(next ?? left[0]) ?? document.getElementById("decide"));
  }
  function step(row, by) { const shown = rows(); go(inside(shown[shown.indexOf(row) + by])); }

  // What says that nothing or nobody knows stands alone among several.
  const alone = (field) => field.value === "none" || field.value.startsWith("~");
  function answer(row, key) {
    const field = all("[data-key]", row).find((one) => one.dataset.key === key);
    if (!field) return false;
    if (field.type === "radio") field.checked = true;
    else {
      field.checked = !field.checked;
      all("input", row).forEach((one) => { if (one !== field && (alone(one) || alone(field))) one.checked = false; });
    }
    told(field);
    if (field.type === "radio" || (alone(field) && field.checked)) onward(row); else field.focus();
    return true;
  }

  const PAUSE_MS = 400;
  let pause;
  function matching() {
    const typed = finder.value.trim().toLowerCase();
    const begins = (block) => block.dataset.letters.split(" ").some((word) => word.startsWith(typed));
    return typed ? all("[data-substance]").filter(begins) : [];
  }
  function name(block) {
    clearTimeout(pause);
    block.dataset.named = "";
    finder.value = "";
    go(inside(block));
  }
  // One letter may name a substance already, and whoever types the whole word is not done: the letters that follow would
  // be keys of what it led to.
  finder.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { const found = matching(); if (found.length === 1) name(found[0]); }, PAUSE_MS);
  });
  finder.addEventListener("blur", () => clearTimeout(pause));

  const criteria = (block) => all("[data-criteria] select", block);
  function toCriteria(block) {
    block.querySelector("[data-criteria]").open = true;
    go(criteria(block)[0]);
  }
  const said = (select) => select.value || select.closest("[data-answer]").dataset.known;
  function say(select, value) { select.value = value; told(select); }
  function judge(block, key) {
    const fields = criteria(block), field = fields.find((one) => one.dataset.key === key);
    if (field) {
      say(field, said(field) === "yes" ? "no" : "yes");
      field.focus();
    } else if (key === "n") {
      fields.filter((one) => !said(one)).forEach((one) => say(one, "no"));
      onward(block);
    } else return false;
    return true;
  }
  function nextCell(block, field) {
    const cells = all("[data-cells] :is(input, select)", block), at = cells.indexOf(field);
    if (at < 0) onward(block);
    else if (at + 1 < cells.length) go(cells[at + 1]);
    else toCriteria(block);
  }

  function find(key) {
    if (key !== "Enter" && key !== "Tab") return false;
    const [first] = matching();
    if (first) name(first);
    else if (key === "Tab") return false;
    else onward(finder);
    return true;
  }
  // Whether a key was one of ours. Letters stay letters where words are typed, and choose in a list; in a number they
  // have no other meaning.
  function press(field, key) {
    if (field === finder) return find(key);
    const row = field.closest("[data-quick]"), block = field.closest("[data-substance]");
    if (!row && !block) return false;
    const by = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (key === "Enter") { if (row) onward(row); else nextCell(block, field); return true; }
    if (row && by) { step(row, by); return true; }
    const typing = field.matches("[type=text]"), judging = field.closest("[data-criteria]");
    if (!keysOn() || key.length !== 1) return false;
    if (typing ? field.inputMode !== "numeric" || !/[a-z]/i.test(key) : block && !judging) return false;
    const letter = key.toLowerCase();
    if (judging ? judge(block, letter) : row && !typing && answer(row, letter)) return true;
    if (letter === "c" && block && !judging) toCriteria(block);
    else if (letter === "s") go(finder);
    else if (key === "?") document.querySelector("a[data-open=keyboard-help]")?.click();
    else return false;
    return true;
  }
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (event.shiftKey && event.key === "Tab") || event.target.matches("button, a, summary")) return;
    if (press(event.target, event.key)) event.preventDefault();
  });

  // What is asked follows from what was answered: what the page shows beside the form says which rows that are.
  function apply() {
    const asked = new Set((beside.querySelector("#live")?.dataset.asked ?? "").split(" "));
    const held = document.activeElement;
    all("[data-quick]").forEach((row) => { row.hidden = !asked.has(row.dataset.quick) && !row.classList.contains("wrong"); });
    if (held?.closest("[data-quick]")?.hidden) onward(held);
    else if (held?.id === "decide" && open().length) onward(null);
  }
  new MutationObserver(apply).observe(beside, { childList: true });
  if (!document.querySelector(".error-summary")) onward(null);
})();
