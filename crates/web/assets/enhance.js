// What makes a working page better. Every page works without this file; it only reads data- attributes.
// No dependencies, no inline code, no evaluation: the strictest Content-Security-Policy holds.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  root.classList.add("scripted");

  // data-swap: fetch the answer and replace one element of this page by the same element of that one.
  // Anything unexpected falls back to an ordinary visit. Answers are parsed, never run: parsed scripts do not execute.
  function place(html, ids, byPointer = false) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const held = document.activeElement, focused = held?.id;
    // A part within another comes with it.
    const there = ids.filter((id) => byId(id) && answer.getElementById(id));
    const found = there.filter((id) => !there.some((other) => other !== id && answer.getElementById(other).contains(answer.getElementById(id))));
    // In a part that is fetched by itself, again and again, what had the focus keeps it: by its place and its words.
    // After a press of a pointer nothing has: the button in its place would be another person's, and held in hand.
    const polled = focused || byPointer ? undefined : found.find((id) => byId(id).matches("[data-poll]") && byId(id).contains(held));
    const position = polled ? all("a, button", byId(polled)).indexOf(held) : -1;
    found.forEach((id) => byId(id).replaceWith(answer.getElementById(id)));
    const news = all("#toasts > *", answer);
    if (news.length && !found.includes("toasts")) byId("toasts")?.append(...news);
    found.forEach((id) => start(byId(id)));
    all("#toasts").forEach(toasts);
    if (focused && document.activeElement?.id !== focused && !document.querySelector("[data-focus]")) byId(focused)?.focus({ preventScroll: true });
    const again = position < 0 ? undefined : all("a, button", byId(polled))[position];
    if (again && again.textContent === held.textContent) again.focus({ preventScroll: true });
    return found.length > 0;
  }
  async function swap(url, id, options = {}, byPointer = false) {
    const response = await fetch(url, { ...options, headers: { Accept: "text/html", "X-Swap": id } });
    const html = await response.text(), changes = options.method === "POST";
    // What the press before said is over; two at once would hide a phone's screen.
    if (changes && response.redirected) byId("toasts")?.replaceChildren();
    // Before the next row is there to be pressed.
    if (changes && byPointer) settle(id);
    if (!place(html, [id], byPointer)) {
      // A refusal stands at an address that is only posted to: sent again as an ordinary visit it counts once, and shows.
      if (changes && !response.redirected) throw new Error(response.status);
      return location.assign(response.url);
    }
    const address = new URL(response.url);
    if (response.ok && address.href !== location.href && (options.method !== "POST" || response.redirected)) history.pushState(null, "", address);
  }
  // After a press the next row moves under the pointer within a tenth of a second: the second half of a double-click would
  // be about another person. For as long as one takes, the part that was swapped takes no press of a pointer; a key is
  // pressed on what has the focus, and has none of this.
  const DOUBLE_MS = 700;
  let pointed = false, settling = { id: "", until: 0 };
  const settle = (id) => { settling = { id, until: performance.now() + DOUBLE_MS }; };
  document.addEventListener("click", (event) => {
    // A click that a key or a script makes has no count.
    pointed = event.detail > 0;
    const part = performance.now() < settling.until ? byId(settling.id) : null;
    if (!pointed || !part?.contains(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  const fields = (form, button) => new URLSearchParams(new FormData(form, button?.form === form ? button : undefined));

  // A form is sent once; the page coming back from the history is ready again.
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.method === "dialog") return;
    if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
    form.setAttribute("aria-busy", "true");
    // When the answer is a file the page stays, and the form has to be ready again. A token sent twice is harmless.
    setTimeout(() => form.removeAttribute("aria-busy"), 4000);
    delete form.dataset.unsaved;
    if (!form.dataset.swap || !byId(form.dataset.swap)) return;
    event.preventDefault();
    const get = form.method !== "post", data = fields(form, button), part = form.dataset.swap, byPointer = pointed;
    const url = get ? `${form.action.split("?")[0]}?${data}` : form.action;
    swap(url, part, get ? {} : { method: "POST", body: data }, byPointer)
      .then(() => { if (byId(part)?.matches("[data-stale]")) document.dispatchEvent(new Event("fresh")); })
      .catch(() => { form.removeAttribute("aria-busy"); delete form.dataset.swap; form.requestSubmit(button ?? undefined); })
      .finally(() => form.removeAttribute("aria-busy"));
  });
  addEventListener("pageshow", () => all("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  addEventListener("popstate", () => { if (!location.hash) location.reload(); });

  // data-unsaved: what was typed and not sent is not lost without a word, in whichever form it stands. One that only asks
  // (a search, a filter) has nothing to lose; one that saves by itself says so itself; a password is typed again.
  const unsaved = () => document.querySelector("form[data-unsaved]");
  const loses = (form) => form?.method === "post" && !form.matches("[data-autosave]") && !form.querySelector("[type=password]");
  const isText = (field) => field.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])");
  document.addEventListener("input", (event) => { if (loses(event.target.form) && isText(event.target)) event.target.form.dataset.unsaved = ""; });
  addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
  document.addEventListener("change", (event) => { if (event.target.form?.matches("[data-on-change]")) event.target.form.requestSubmit(); });

  // data-help-when: an answer that is dangerous shows help beside the question at once, and takes it away again.
  document.addEventListener("change", (event) => {
    const help = event.target.closest("[data-question]")?.querySelector("[data-help-when]");
    help?.classList.toggle("shown", help.dataset.helpWhen.split(" ").includes(event.target.value));
  });

  // data-autosave: what is typed is kept after a pause, and the page says whether it is. Where the form has parts with
  // data-answer, only what changed in them is sent, so that nobody's page writes over what others said meanwhile.
  // What was sent is sent again word for word until it is answered: its token makes twice harmless.
  function autosave(form) {
    const parts = all("[data-answer]", form), changed = new Set();
    let timer, wait = 800, sending = null, busy = false, leave = "", pressed = null;
    const line = form.querySelector("[data-save-state]");
    const say = (text, ok) => { if (line) { line.textContent = text; line.className = `save-state ${ok ? "saved" : "unsaved"}`; } };
    const tell = (part, text, how) => { const own = part.querySelector("[data-answer-state]"); if (own) { own.textContent = text; own.className = `answer-state ${how}`; } };
    // What says that nobody asked, or too long ago, is not true any more once an answer is saved.
    const isAnswered = (part) => all("input, select", part).some((field) => (field.matches("[type=radio], [type=checkbox]") ? field.checked : field.value.trim()));
    const later = (after) => { clearTimeout(timer); timer = setTimeout(save, after); };
    const body = () => {
      if (!parts.length) return { data: fields(form), from: [] };
      const from = [...changed], data = fields(form);
      const inside = new Set(from.flatMap((part) => all("input, select, textarea", part).map((input) => input.name)));
      for (const name of new Set(data.keys())) if (/^[an]\./.test(name) && !inside.has(name)) data.delete(name);
      return { data, from };
    };
    const save = async () => {
      if (busy || (!sending && !("unsaved" in form.dataset))) return;
      if (!sending) { sending = body(); changed.clear(); delete form.dataset.unsaved; }
      busy = true;
      form.dataset.saving = "";
      try {
        const response = await fetch(form.dataset.autosave, { method: "POST", body: sending.data, headers: { Accept: "application/json" } });
        const json = response.headers.get("content-type")?.startsWith("application/json");
        if (response.status >= 500 || (response.ok && !json)) throw new Error(response.status);
        if (!response.ok) {
          const why = { 401: "you are signed out. Sign in in another tab; what you typed stays on this page", 409: "somebody else changed this. Reload to see the difference" }[response.status] ?? "this page is too old. Copy what you typed, then open it again";
          form.dataset.unsaved = "";
          if (response.status === 401) later(10000); else sending = null;
          return say(`Not saved: ${why}.`, false);
        }
        const answer = await response.json();
        for (const [name, value] of Object.entries(answer.fields ?? {})) if (form.elements[name]) form.elements[name].value = value;
        for (const part of sending.from) {
          const wrong = answer.wrong?.[part.dataset.answer];
          tell(part, wrong ?? `Saved ${answer.saved}`, wrong ? "mend" : "");
          if (!wrong && isAnswered(part)) all("[data-unasked]", part).forEach((state) => state.remove());
        }
        sending = null; wait = 800;
        if (parts.length && !changed.size) delete form.dataset.unsaved;
        if (answer.html) place(answer.html, ["live", "counts"]);
        leave = answer.go ?? leave;
        if ("unsaved" in form.dataset) return later(wait);
        say([`Saved ${answer.saved}`, ...(answer.said ?? [])].join(". "), true);
        if (leave) location.assign(leave);
      } catch {
        form.dataset.unsaved = "";
        sending?.from.forEach((part) => tell(part, "Not saved yet", "unsaved"));
        say("Not saved: no connection. Trying again; what you typed stays on this page.", false);
        wait = Math.min(wait * 2, 30000);
        later(wait);
      } finally {
        busy = false;
        delete form.dataset.saving;
        // Saved by hand while an answer was on its way: now it has arrived.
        if (pressed && !sending && !leave) { const by = pressed; pressed = null; form.requestSubmit(by); }
      }
    };
    // An answer on its way carries the form's token: saving by hand waits for it, or the two would get in each other's way.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (!busy && !sending) return;
      event.preventDefault();
      event.stopPropagation();
      pressed = event.submitter ?? form.querySelector("button");
      save();
    });
    form.addEventListener("input", (event) => {
      const part = event.target.closest("[data-answer]");
      if (parts.length && !part) return;
      if (part) { changed.add(part); tell(part, "", ""); }
      form.dataset.unsaved = "";
      later(event.target.matches("[type=radio]") ? 200 : 800);
    });
    form.addEventListener("focusout", () => { if ("unsaved" in form.dataset && !sending) later(50); });
    addEventListener("online", () => { wait = 800; later(0); });
  }

  // data-live: what is typed is asked about after a pause, and nothing is saved. Of the answer those parts are taken that
  // say in data-live-by that they depend on a field that changed; the others stay, as what was just read aloud from them.
  function live(form) {
    const wanted = new Set();
    let timer, asked = 0, changes = 0;
    const look = async () => {
      const mine = ++asked, seen = changes, ids = [...wanted], data = fields(form);
      data.set("live", ids.join(" "));
      try {
        const response = await fetch(form.dataset.live, { method: "POST", body: data, headers: { Accept: "text/html" } });
        const html = response.ok ? await response.text() : "";
        if (mine !== asked || form.getAttribute("aria-busy") === "true") return;
        // What changed while the answer was under way is still wanted.
        if (seen === changes) wanted.clear();
        if (html) place(html, ids);
      } catch { /* Without an answer it is looked up when the form is sent. */ }
    };
    form.addEventListener("input", (event) => {
      const parts = all("[data-live-by]", form).filter((part) => part.dataset.liveBy.split(" ").includes(event.target.name));
      parts.forEach((part) => wanted.add(part.id));
      if (parts.length) { changes++; clearTimeout(timer); timer = setTimeout(look, 300); }
    });
  }
  // When the pointer last did something: one that only rests on the page has nothing in hand.
  let moved = 0;
  for (const event of ["pointermove", "pointerdown"]) document.addEventListener(event, () => { moved = Date.now(); }, { passive: true });

  // data-poll: while a long job runs, this part of the page is fetched again every so many milliseconds.
  // data-stale: also once something says that it is old (alerts.js). Not while nobody looks, and not under somebody's
  // hands: what they are about to press would be another person's by then. The page says above it that it is old.
  function poll(element) {
    const list = "stale" in element.dataset;
    let timer;
    const later = (after) => { clearTimeout(timer); timer = setTimeout(again, after); };
    const held = () => list && (element.contains(document.activeElement) || (Date.now() - moved < 3000 && element.matches(":hover")));
    function again() {
      if (!element.isConnected) return;
      if (list && document.hidden) return document.addEventListener("visibilitychange", () => later(0), { once: true });
      if (held()) return later(1000);
      if (list) forget();
      swap(location.href, element.id).then(() => { if (list) document.dispatchEvent(new Event("fresh")); }, () => later(Number(element.dataset.poll)));
    }
    const stale = () => { if (element.isConnected) later(100); else document.removeEventListener("stale", stale); };
    if (list) document.addEventListener("stale", stale);
    later(Number(element.dataset.poll));
  }
  // What was just done is said once: a part that is fetched by itself does not say it again.
  function forget() {
    const address = new URL(location.href), said = ["said", "proof", "undo"].filter((name) => address.searchParams.has(name));
    said.forEach((name) => address.searchParams.delete(name));
    if (said.length) history.replaceState(null, "", address);
  }

  // Toasts go away by themselves, but never while someone reads or could press Undo with the pointer on it.
  function toasts(region) {
    all("[data-toast]:not([data-timed])", region).forEach((toast) => {
      let timer;
      const go = () => { timer = setTimeout(() => toast.remove(), toast.querySelector("form") ? 15000 : 8000); };
      const hold = () => clearTimeout(timer);
      toast.dataset.timed = "";
      for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, hold);
      for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, go);
      go();
    });
  }

  // Opening, closing, copying.
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    const opener = at("[data-open]"), copier = at("[data-copy]"), swapper = at("a[data-swap]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    // Somebody needs them now, and what they wrote stays where it is.
    const calls = at(".alerts a, .banner a");
    if (calls) { if (unsaved()) calls.target = "_blank"; else calls.removeAttribute("target"); }
    if (opener && plain && byId(opener.dataset.open)?.showModal) { event.preventDefault(); open(opener.dataset.open); }
    else if (at("[data-close]") || event.target.tagName === "DIALOG") at("dialog")?.close();
    else if (at("[data-print]")) print();
    else if (copier) { const input = byId(copier.dataset.copy); input.select(); navigator.clipboard?.writeText(input.value).then(() => { copier.lastElementChild.textContent = copier.dataset.copied; }); }
    else if (swapper && plain && byId(swapper.dataset.swap)) { event.preventDefault(); swap(swapper.href, swapper.dataset.swap).catch(() => location.assign(swapper.href)); }
    // What a menu opens may stand beside it: the value is its class.
    const within = (menu) => menu.contains(event.target) || (menu.dataset.menu && event.target.closest(`.${menu.dataset.menu}`));
    all("details[data-menu][open]").forEach((menu) => { if (!within(menu)) menu.open = false; });
  });
  document.addEventListener("focusin", (event) => { if (event.target.matches("[data-select]")) event.target.select(); });
  function open(id) {
    const dialog = byId(id);
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector("#palette-q, .field :is(input, select, textarea)")?.focus();
    all("[data-help]", dialog).forEach(help);
  }
  // data-help: what the page is for comes from its own page, once somebody asks. Until then, and where it does not come,
  // the link to that page stands there.
  async function help(part) {
    const from = part.dataset.help;
    delete part.dataset.help;
    try {
      const response = await fetch(from, { headers: { Accept: "text/html" } });
      const words = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("page-help");
      if (!response.ok || !words) throw new Error(response.status);
      part.replaceChildren(...words.childNodes);
    } catch { part.dataset.help = from; }
  }

  // Keys: Ctrl-K, `?` for help, and the sequences that links and buttons carry in data-shortcut (`g t`).
  const keysOn = () => localStorage.getItem("single-keys") !== "off";
  let typed = "", typedAt = 0;
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && byId("palette")) { event.preventDefault(); return open("palette"); }
    if (event.key === "Escape") all("details[data-menu][open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || !keysOn()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    // Pages without that dialog have their help on a page of its own.
    if (event.key === "?") return byId("keyboard-help") ? open("keyboard-help") : document.querySelector("a[data-open=keyboard-help]")?.click();
    typed = event.timeStamp - typedAt > 1200 ? event.key : `${typed} ${event.key}`.trim();
    typedAt = event.timeStamp;
    const target = all("[data-shortcut]").find((element) => element.dataset.shortcut === typed || element.dataset.shortcut === event.key);
    if (target) { event.preventDefault(); typed = ""; target.click(); }
  });

  // Who just rang? A number that was copied is pasted where nobody types, and looked for at once.
  document.addEventListener("paste", (event) => {
    const text = (event.clipboardData?.getData("text") ?? "").trim(), input = byId("palette-q");
    const isNumber = /^(tel:)?[-+()./\s\d]+$/.test(text) && text.replace(/\D/g, "").length >= 7;
    if (!input || !isNumber || event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open("palette");
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // The place where one is stands within the column of places, however low the screen; the page itself stays where it is.
  const column = document.querySelector(".staff .chrome"), stands = column?.querySelector(".main-nav [aria-current]");
  if (stands && column.scrollHeight > column.clientHeight) column.scrollTop = stands.offsetTop - column.clientHeight / 2;

  // How high what stays above a staff page is depends on its words and on the width; the style sheet can only guess.
  const measured = (element, variable) => element && new ResizeObserver(() => root.style.setProperty(variable, getComputedStyle(element).position === "sticky" ? `${Math.ceil(element.getBoundingClientRect().height)}px` : "0px")).observe(element);
  measured(document.querySelector(".staff .banners"), "--above");
  measured(document.querySelector(".staff .alerts"), "--alerts");
  // Of the head of a page about somebody all of it stays, or on a phone the name alone, where the head has no box.
  const about = document.querySelector(".staff .about"), boxless = about && getComputedStyle(about).display === "contents";
  measured(boxless ? about.firstElementChild : about, "--about");
  const tab = about?.querySelector(".about-tabs > ul [aria-current]"), tabs = tab?.closest("ul");
  if (tabs && tabs.scrollWidth > tabs.clientWidth) tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - 24;

  // On paper each sheet says whose it is and from when; the style sheet numbers them. What somebody takes home does not.
  const head = byId("paper-head");
  let headed;
  const quoted = (text) => `"${text.trim().replace(/\s+/g, " ").replace(/["\\]/g, "")}"`;
  addEventListener("beforeprint", () => {
    const style = [...document.styleSheets].find((one) => one.href?.startsWith(location.origin));
    if (!head || !style || document.querySelector(".safety-plan, .week-sheet")) return;
    try {
      const at = style.insertRule(`@page { @top-left { content: ${quoted(head.textContent)}; font-size: 8pt; } }`, style.cssRules.length);
      headed = { style, at };
      // A browser that knows no such box has dropped it.
      root.classList.toggle("headed", style.cssRules[at].cssRules?.length > 0);
    } catch { /* An older browser: the first sheet says it. */ }
  });
  addEventListener("afterprint", () => {
    headed?.style.deleteRule(headed.at);
    headed = undefined;
    root.classList.remove("headed");
  });

  // The command palette: asks as you type, arrows choose, Enter goes. Without an answer, Enter is an ordinary search.
  function palette(form) {
    const input = form.querySelector("input"), list = byId("palette-list"), note = form.parentElement.querySelector(".palette-note");
    let asked = 0, timer, shown, hurried = false;
    const go = (option) => location.assign(option.dataset.href);
    const options = () => [...list.children];
    const choose = (option) => {
      options().forEach((one) => one.setAttribute("aria-selected", String(one === option)));
      input.setAttribute("aria-activedescendant", option?.id ?? "");
      option?.scrollIntoView({ block: "nearest" });
    };
    const show = (results) => {
      list.replaceChildren(...results.map((result, index) => {
        const option = Object.assign(document.createElement("li"), { id: `palette-${index}`, role: "option" });
        option.dataset.href = result.href;
        for (const [tag, text] of [["strong", result.title], ["span", result.detail], ["small", result.kind]]) option.append(Object.assign(document.createElement(tag), { textContent: text ?? "" }));
        return option;
      }));
      input.setAttribute("aria-expanded", String(results.length > 0));
      const count = results.length === 1 ? "1 found." : `${results.length} found.`;
      note.textContent = results.length ? (input.value ? count : "To do, and whom you opened last.") : input.value ? "Nothing found. Enter says what else finds somebody." : "";
      choose(list.firstElementChild);
    };
    const ask = async () => {
      const mine = ++asked, query = input.value;
      try {
        const response = await fetch(`${form.dataset.palette}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
        const { results } = await response.json();
        if (mine !== asked) return;
        show(results);
        shown = query;
      } catch { if (mine === asked) { show([]); note.textContent = "No answer just now. Enter opens the search page."; } }
      if (mine === asked && hurried) list.firstElementChild ? go(list.firstElementChild) : form.submit();
    };
    input.addEventListener("input", () => { hurried = false; clearTimeout(timer); timer = setTimeout(ask, 80); });
    input.addEventListener("focus", () => { if (!list.children.length) ask(); });
    input.addEventListener("keydown", (event) => {
      const now = options().findIndex((option) => option.getAttribute("aria-selected") === "true");
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && options().length) { event.preventDefault(); choose(options().at((now + step) % options().length)); }
      if (event.key !== "Enter") return;
      // Enter before the answer came means what was typed, not what is still shown for less of it.
      if (shown !== input.value) { event.preventDefault(); hurried = true; clearTimeout(timer); ask(); }
      else if (now >= 0) { event.preventDefault(); go(options()[now]); }
    });
    list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) go(option); });
  }

  // Minutes as people say them.
  const said = (minutes) => minutes < 60 ? `${minutes} min` : minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;

  // data-age: for how many minutes something had lasted when the page was made. It goes on by what has passed here since,
  // whatever this computer takes the time to be.
  function age(element) {
    const began = Date.now() - Number(element.dataset.age) * 60000;
    const tell = () => {
      if (!element.isConnected) return clearInterval(timer);
      const minutes = Math.floor((Date.now() - began) / 60000);
      const words = minutes < 1 ? "less than 1 min" : minutes < 2880 ? said(minutes) : `${Math.floor(minutes / 1440)} days`;
      const text = element.dataset.ageWords.replace("*", words);
      if (element.textContent !== text) element.textContent = text;
    };
    const timer = setInterval(tell, 10000);
  }

  // data-roster: one key for each person. The number is the minutes of the session; what is typed shows at once what it
  // comes to, and the server derives it again from what is sent.
  function roster(form) {
    const rows = () => all("[data-roster-row]", form), whole = Number(form.dataset.roster);
    const radio = (row, value) => row.querySelector(`[type=radio][value=${value}]`);
    const chosen = (row) => row.querySelector("[type=radio]:checked");
    const text = (row, what) => row.querySelector(`.roster-${what} input`);
    const focus = (row) => (chosen(row) ?? row.querySelector("[type=radio]"))?.focus();
    const add = (row) => {
      const mark = chosen(row)?.value, out = row.querySelector("[data-roster-minutes]");
      const cut = mark === "late" || mark === "early" ? [text(row, "late").value, text(row, "early").value] : [];
      // A time of day is left to the server: it knows when the session begins.
      if (cut.some((typed) => typed.trim() && !/^\d+$/.test(typed.trim()))) { out.textContent = "…"; return; }
      const lost = cut.reduce((sum, typed) => sum + Number(typed || 0), 0);
      out.textContent = !mark ? "–" : mark === "excused" || mark === "no_show" ? "0 min" : said(Math.max(0, whole - lost));
      const note = form.querySelector("[data-roster-count]"), marks = rows().map((one) => chosen(one)?.value ?? "");
      const of = (...words) => marks.filter((one) => words.includes(one)).length, late = of("late"), left = of("");
      if (note) note.textContent = `${of("present", "late", "early")} of ${marks.length} here${late ? `, ${late} late` : ""}, ${left ? `${left} not marked yet` : "everybody is marked"}`;
    };
    const next = (row, step) => { const at = rows(), to = at[at.indexOf(row) + step]; if (to) focus(to); else if (step > 0) form.querySelector("[data-roster-save]")?.focus(); };
    form.addEventListener("input", (event) => { const row = event.target.closest("[data-roster-row]"); if (row) { form.dataset.unsaved = ""; add(row); } });
    form.addEventListener("keydown", (event) => {
      let row = event.target.closest("[data-roster-row]");
      if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.matches("[type=text]"), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); return next(row, step); }
      if (typing && event.key === "Enter") { event.preventDefault(); return next(row, 1); }
      // Minutes have no letters: after them a letter marks the next person. A time such as 5:45 pm and a reason have.
      const minutes = typing && event.target.closest(".roster-late, .roster-early") && /^\d*$/.test(event.target.value);
      if ((typing && !minutes) || !keysOn()) return;
      const mark = { p: "present", l: "late", e: "early", x: "excused", n: "no_show" }[event.key.toLowerCase()];
      if (event.key.toLowerCase() === "s") { event.preventDefault(); return form.querySelector("[data-roster-save]")?.click(); }
      if (!mark) return;
      event.preventDefault();
      if (minutes && event.target.value) { const at = rows(); row = at[at.indexOf(row) + 1] ?? row; focus(row); }
      radio(row, mark).checked = true;
      form.dataset.unsaved = "";
      add(row);
      const more = { late: "late", early: "early", excused: "reason" }[mark];
      if (more) { radio(row, mark).focus(); text(row, more).focus(); text(row, more).select(); } else next(row, 1);
    });
  }

  // data-branch: fields that hang on an answer stand there while the field of that name holds a word of data-when: `*` for
  // any, nothing for none. They are only out of sight: what stands in them is sent as it was. What has to be mended stays,
  // and so does all that hangs on an answer which has to be.
  function branch(part) {
    const form = part.closest("form"), { branch: name, when } = part.dataset, words = when.split(" ");
    if (!form) return;
    const mend = ".wrong, [aria-invalid=true]", wrong = (within) => within.matches(mend) || within.querySelector(mend);
    const show = () => {
      const fields = [...form.elements].filter((one) => one.name === name);
      const said = fields.filter((one) => one.checked || !["radio", "checkbox"].includes(one.type)).map((one) => one.value).filter(Boolean);
      const given = said.length ? words.includes("*") || said.some((one) => words.includes(one)) : words.includes("");
      part.hidden = !given && !wrong(part) && !fields.some((one) => wrong(one.closest(".field") ?? one));
    };
    form.addEventListener("input", show);
    form.addEventListener("change", show);
    show();
  }

  // What is in a file, as text that begins with what it is.
  const dataUrl = (file) => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result));
    reader.addEventListener("error", failed);
    reader.readAsDataURL(file);
  });

  // The same as it reads, in UTF-8, in UTF-16, or as Windows writes letters where it is neither.
  async function plainText(file) {
    const bytes = new Uint8Array(await file.arrayBuffer()), [first, second] = bytes;
    const little = (first === 0xff && second === 0xfe) || second === 0, big = (first === 0xfe && second === 0xff) || first === 0;
    const read = (encoding) => new TextDecoder(encoding, { fatal: true }).decode(bytes);
    try { return read(little ? "utf-16le" : big ? "utf-16be" : "utf-8"); } catch { return read("windows-1252"); }
  }

  // A key that led here, and is still down, presses nothing that has the focus when the page comes: however long the
  // page took, what was not begun here counts once at most. What is pressed by other means than keys is let through.
  let pressedHere = false;
  for (const kind of ["keydown", "mousedown", "pointerdown"]) addEventListener(kind, (event) => { pressedHere ||= !event.repeat; }, true);

  // data-file-into: a chosen file is read into the field of that name; without scripts its text is pasted. With
  // data-file-data it is a picture, and goes there in base64.
  function fileInto(part) {
    const input = part.querySelector("input[type=file]"), into = byId(part.dataset.fileInto);
    const read = "fileData" in part.dataset ? dataUrl : plainText;
    part.hidden = false;
    input.addEventListener("change", async () => {
      if (!input.files.length) return;
      into.value = await read(input.files[0]);
      into.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // Once for the page, and again for every part that is swapped in. What fails takes only itself down: the keys and the
  // palette of a page do not depend on what else stands on it.
  function start(within) {
    const each = (selector, work) => [...(within.matches?.(selector) ? [within] : []), ...all(selector, within)].forEach((element) => {
      try { work(element); } catch (error) { console.error(selector, error); }
    });
    each("form[data-autosave]", autosave);
    each("form[data-live]", live);
    each("form[data-roster]", roster);
    each("[data-branch]", branch);
    // What was refused is on the page as typed, and kept nowhere.
    each("form:has([aria-invalid=true])", (form) => { if (loses(form)) form.dataset.unsaved = ""; });
    each("[data-poll]", poll);
    each("[data-age]", age);
    each("[data-file-into]", fileInto);
    each("form[data-palette]", palette);
    each("button[data-focus]", (button) => button.addEventListener("click", (event) => { if (!pressedHere) event.preventDefault(); pressedHere = true; }));
    each("[data-focus]", (element) => { if (!element.closest("[data-still]")) element.focus(); });
    each("[data-keys-on]", (box) => { box.checked = keysOn(); box.addEventListener("change", () => localStorage.setItem("single-keys", box.checked ? "on" : "off")); });
  }
  start(document);
  all("#toasts").forEach(toasts);
})();
