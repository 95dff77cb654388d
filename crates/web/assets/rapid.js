// The rapid assessment by keyboard alone. A key only fills in a field of the form, which keeps itself (data-autosave):
// in a row the number or the letter beside an answer gives it and leads to the next open row; a number names a substance,
// as do its first letters with Enter or Tab or once nobody types on; among its criteria 1 to 9, 0 and - say yes, and once
// more no. x says none of these to whatever is open in a block and has an answer that says so; what is asked by itself,
// such as suicide, has none, and so has a key of its own. A key that is held down answers once.
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
  // None of these; whatever of the block is open after that comes next.
  function none(block) {
    const mine = open().filter((row) => block.contains(row));
    mine.flatMap((row) => all("[data-none]", row)).forEach((field) => { field.checked = true; told(field); });
    const left = mine.find((row) => !isAnswered(row));
    if (left) go(inside(left)); else onward(block);
  }
  function step(row, by) { const shown = rows(); go(inside(shown[shown.indexOf(row) + by])); }

  // The letters of answers that many questions have.
  const LETTERS = { y: "yes", n: "no", u: "~unknown", d: "~declined" };
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
  const byName = (button) => name(all("[data-substance]").find((block) => block.dataset.substance === button.dataset.names));
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
  function noCriteria(block) {
    criteria(block).filter((one) => !said(one)).forEach((one) => say(one, "no"));
    onward(block);
  }
  function judge(block, field, key) {
    const fields = criteria(block), named = fields.find((one) => one.dataset.key === key);
    if (named) {
      say(named, said(named) === "yes" ? "no" : "yes");
      named.focus();
    } else if (key === "x") noCriteria(block);
    else if (key in LETTERS) {
      say(field, LETTERS[key]);
      const next = fields.slice(fields.indexOf(field) + 1).find((one) => !said(one));
      if (next) go(next); else onward(block);
    } else return false;
    return true;
  }
  function nextCell(block, field) {
    const cells = all("[data-cells] :is(input, select)", block), at = cells.indexOf(field);
    if (at < 0) return onward(block);
    const next = cells.slice(at + 1).find((cell) => !cell.closest("[data-optional]"));
    if (next) go(next); else toCriteria(block);
  }
  // In a list of a substance: the number that stands before an answer, or the letter of one.
  function choose(block, field, key) {
    const offers = [...field.options], begins = `${key} `;
    const found = offers.find((one) => /^[1-9]$/.test(key) && one.label.startsWith(begins)) ?? offers.find((one) => one.value === LETTERS[key]);
    if (!found) return false;
    say(field, found.value);
    nextCell(block, field);
    return true;
  }

  function find(key) {
    const numbered = keysOn() && !finder.value && page.querySelector(`[data-names][data-key="${CSS.escape(key)}"]`);
    if (numbered) { byName(numbered); return true; }
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
    if (typing && (field.inputMode !== "numeric" || !/[a-z]/i.test(key))) return false;
    const letter = key.toLowerCase(), group = row?.closest("[data-block]");
    if (judging ? judge(block, field, letter) : !typing && (row ? answer(row, letter) : choose(block, field, letter))) return true;
    if (letter === "x" && group) none(group);
    else if (letter === "c" && block && !judging) toCriteria(block);
    else if (letter === "s") go(finder);
    else if (key === "?") document.querySelector("a[data-open=keyboard-help]")?.click();
    else return false;
    return true;
  }
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || (event.shiftKey && event.key === "Tab") || event.target.matches("button, a, summary")) return;
    const typing = event.target.matches("[type=text]") && (event.target !== finder || finder.value);
    if ((event.repeat && event.key.length === 1 && !typing) || press(event.target, event.key)) event.preventDefault();
  });
  // The same by mouse and by touch.
  page.addEventListener("click", (event) => {
    const names = event.target.closest("[data-names]"), says = event.target.closest("[data-none-of]");
    if (names) byName(names);
    if (!says) return;
    const substance = says.closest("[data-substance]");
    if (substance) noCriteria(substance); else none(says.closest("[data-block]"));
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
