// Moving a session on the board: focus a block and press m, walk between blocks with the arrow keys, or drag a block
// to another day or row. Nothing is saved here: each way ends at the ordinary form with what was chosen filled in,
// where it is checked and saved. A mouse drags at once; a finger after resting a moment, so that the page still scrolls.
"use strict";
(() => {
  const REST_MS = 280, SLIP_PX = 10, START_PX = 5;
  document.querySelectorAll("[data-board]").forEach((board) => {
    const now = board.querySelector("[data-board-now]");
    let drag, resting;

    // The arrow keys walk from block to block by where they are on the screen.
    const middle = (element) => { const box = element.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
    function walk(from, key) {
      const [x, y] = middle(from), sideways = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
      const links = [...board.querySelectorAll("li > .board-time[href]")].filter((link) => link !== from);
      const cost = (link) => {
        const [ox, oy] = middle(link), along = (sideways ? ox - x : oy - y) * sign, across = Math.abs(sideways ? oy - y : ox - x);
        return along < 4 ? Infinity : along + across * 3;
      };
      const best = links.reduce((best, link) => { const value = cost(link); return value < best.value ? { link, value } : best; }, { value: Infinity });
      best.link?.focus();
    }
    board.addEventListener("keydown", (event) => {
      const block = event.target.closest("li");
      if (!block || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "m" && block.dataset.move && localStorage.getItem("single-keys") !== "off") { event.preventDefault(); location.assign(block.dataset.move); }
      else if (event.key.startsWith("Arrow")) { event.preventDefault(); walk(block.querySelector(".board-time"), event.key); }
    });

    function begin(event, block) {
      drag = { block, id: event.pointerId, x: event.clientX, y: event.clientY, moved: false };
    }
    const cellAt = (x, y) => document.elementsFromPoint(x, y).find((element) => element.matches?.("td[data-to]"));
    function move(event) {
      if (resting && Math.hypot(event.clientX - resting.x, event.clientY - resting.y) > SLIP_PX) rest();
      if (!drag || event.pointerId !== drag.id) return;
      if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < START_PX) return;
      drag.moved = true;
      board.classList.add("moving");
      drag.block.classList.add("held");
      drag.cell?.classList.remove("over");
      drag.cell = cellAt(event.clientX, event.clientY);
      drag.cell?.classList.add("over");
      now.textContent = drag.cell ? `To ${drag.cell.closest("tr").dataset.name}, ${drag.cell.dataset.day}` : "";
    }
    function rest() { clearTimeout(resting?.timer); resting = undefined; }
    function stop() {
      rest();
      drag?.block.classList.remove("held");
      drag?.cell?.classList.remove("over");
      drag = undefined;
      now.textContent = "";
      board.classList.remove("moving");
    }
    function end(event) {
      const done = drag;
      rest();
      if (!done || event.pointerId !== done.id) return;
      if (done.moved) addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
      const home = done.block.closest("td");
      stop();
      if (!done.moved || !done.cell || done.cell === home) return;
      const address = new URL(done.block.dataset.move, location.href), row = done.cell.closest("tr");
      address.searchParams.set("to", done.cell.dataset.to);
      if (row.dataset.field && row !== home.closest("tr")) address.searchParams.set(row.dataset.field, row.dataset.value);
      location.assign(address);
    }
    board.addEventListener("pointerdown", (event) => {
      const block = event.target.closest("li[data-move]");
      if (!block || event.button !== 0 || drag || event.target.closest(".board-move")) return;
      if (event.pointerType === "mouse") return begin(event, block);
      const { clientX: x, clientY: y } = event;
      resting = { x, y, timer: setTimeout(() => { resting = undefined; begin(event, block); navigator.vibrate?.(10); }, REST_MS) };
    });
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", stop);
    addEventListener("keydown", (event) => { if (event.key === "Escape" && drag) stop(); });
    board.addEventListener("touchmove", (event) => { if (drag) event.preventDefault(); }, { passive: false });
    board.addEventListener("dragstart", (event) => event.preventDefault());
    addEventListener("pageshow", stop);
  });

  // The time axis: whoever points at a block, or comes to it by keyboard, sees below it and behind it what the lives of
  // those who come hold. Enter or Space picks a block up, the arrows move it by a quarter of an hour or a day, Escape
  // puts it back; a pointer drags it, to another lane too. What a place would break is asked while it is held; where
  // it is let go stands the ordinary form, with what breaks and for whom above it, and nothing moves before it is sent.
  document.querySelectorAll("[data-axis]").forEach((axis) => {
    const QUARTER = 15, ASK_MS = 180, LOOK_MS = 250;
    const first = Number(axis.dataset.first), minutes = Number(axis.dataset.minutes);
    const days = [...axis.querySelectorAll("ol[data-date]")], now = document.querySelector("[data-axis-now]");
    const panel = () => document.getElementById("axis-panel");
    const clock = (minute) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
    const spoken = (minute) => { const hour = Math.floor(minute / 60); return `${hour % 12 || 12}:${String(minute % 60).padStart(2, "0")} ${hour < 12 ? "am" : "pm"}`; };
    const seen = new Map();
    let held, resting, timer, looked = 0;

    async function page(address) {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(response.status);
      return new DOMParser().parseFromString(await response.text(), "text/html");
    }

    // Who comes, and what their lives hold.
    async function look(block) {
      const link = block?.querySelector("a[href]");
      if (!link || held || panel()?.contains(document.activeElement)) return;
      const mine = ++looked;
      try {
        if (!seen.has(link.href)) seen.set(link.href, await page(link.href));
        if (mine !== looked || held) return;
        const there = seen.get(link.href);
        panel().replaceWith(document.importNode(there.getElementById("axis-panel"), true));
        axis.querySelectorAll(".axis-life").forEach((one) => one.remove());
        days.forEach((list) => there.querySelectorAll(`ol[data-date="${list.dataset.date}"] > .axis-life`).forEach((one) => list.append(document.importNode(one, true))));
      } catch { seen.delete(link.href); /* The link leads there all the same. */ }
    }
    const later = (block) => { clearTimeout(timer); timer = setTimeout(() => look(block), LOOK_MS); };
    axis.addEventListener("pointerover", (event) => { const block = event.target.closest("li[id]"); if (block) later(block); });
    axis.addEventListener("focusin", (event) => { const block = event.target.closest("li[id]"); if (block) later(block); });

    const head = (list, column) => list.parentElement.querySelectorAll(".axis-lanes > li")[column];
    function pick(block, by = {}) {
      const list = block.closest("ol"), minute = Number(block.dataset.minute);
      const at = /column-(\d+)/.exec(block.className), long = /for-(\d+)/.exec(block.className);
      const column = at ? Number(at[1]) - 1 : 0, lane = head(list, column)?.dataset.value;
      held = { block, list, minute, column, lane, length: Number(long[1]) * QUARTER, ghost: document.createElement("li"), home: { list, minute, lane }, ...by };
      block.classList.add("held");
      axis.classList.add("moving");
      show();
    }
    const moved = () => held.list !== held.home.list || held.minute !== held.home.minute || held.lane !== held.home.lane;
    const where = () => `${held.list.dataset.day}, ${spoken(held.minute)}`;
    function show() {
      const column = [...held.list.parentElement.querySelectorAll(".axis-lanes > li")].findIndex((one) => one.dataset.value === held.lane);
      held.ghost.className = `ghost from-${Math.floor((held.minute - first) / QUARTER) + 1} for-${held.length / QUARTER}${column < 0 ? "" : ` column-${column + 1}`}`;
      if (held.ghost.parentElement !== held.list) held.list.append(held.ghost);
      held.ghost.textContent = where();
      now.textContent = moved() ? where() : `${where()}, where it is.`;
      ask();
    }
    function target() {
      const address = new URL(held.block.dataset.move, location.href), lane = held.named;
      address.searchParams.set("to", held.list.dataset.date);
      address.searchParams.set("start", clock(held.minute));
      if (lane && held.lane !== held.home.lane) address.searchParams.set(lane.dataset.field, lane.dataset.value);
      return address.href;
    }
    function ask() {
      clearTimeout(timer);
      held.part = undefined;
      if (moved()) timer = setTimeout(asked, ASK_MS);
    }
    async function asked() {
      const mine = held, address = target();
      try {
        const there = (await page(address)).getElementById("move-part");
        if (mine !== held || address !== target()) return undefined;
        held.part = there;
        const breaks = there.querySelector("#breaks");
        held.ghost.classList.toggle("breaking", breaks.dataset.breaks !== "0");
        now.textContent = `${where()}. ${breaks.dataset.said}`;
        return there;
      } catch {
        if (mine === held && held) now.textContent = `${where()}. What this would break could not be asked.`;
        return undefined;
      }
    }
    async function drop() {
      if (!moved()) return stop();
      clearTimeout(timer);
      const mine = held, address = target(), there = held.part ?? await asked();
      if (mine !== held) return;
      // Without an answer the form itself says what is wrong.
      if (!there) return location.assign(address);
      const said = now.textContent;
      panel().replaceChildren(document.importNode(there, true));
      letGo(true);
      now.textContent = said;
      panel().querySelector("#move-part button")?.focus();
    }
    // Where it was let go its outline stays, until it is sent or another is picked up.
    function letGo(stays) {
      clearTimeout(timer);
      rest();
      axis.querySelectorAll(".ghost").forEach((ghost) => { if (!stays || ghost !== held?.ghost) ghost.remove(); });
      held?.block.classList.remove("held");
      axis.classList.remove("moving");
      held = undefined;
    }
    function stop() {
      const block = held?.block;
      letGo(false);
      now.textContent = block ? "Put back. Nothing has moved." : "";
      block?.querySelector("a")?.focus({ preventScroll: true });
    }
    function by(days_, quarters) {
      const at = days.indexOf(held.list) + days_, minute = held.minute + quarters * QUARTER;
      if (days[at]) held.list = days[at];
      if (minute >= first && minute + held.length <= first + minutes) held.minute = minute;
      show();
    }

    const middle = (element) => { const box = element.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
    function walk(from, key) {
      const [x, y] = middle(from), sideways = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
      const cost = (link) => { const [ox, oy] = middle(link), along = (sideways ? ox - x : oy - y) * sign; return along < 4 ? Infinity : along + Math.abs(sideways ? oy - y : ox - x) * 3; };
      const best = [...axis.querySelectorAll("li[id] > a")].reduce((best, link) => { const value = cost(link); return value < best.value ? { link, value } : best; }, { value: Infinity });
      best.link?.focus();
    }
    const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    axis.addEventListener("keydown", (event) => {
      const block = event.target.closest("li[id]"), step = STEPS[event.key], press = event.key === "Enter" || event.key === " ";
      if (event.ctrlKey || event.metaKey || event.altKey || (!held && !block)) return;
      if (held && (press || step || event.key === "Escape")) {
        event.preventDefault();
        event.stopPropagation();
        if (step) by(...step); else if (press) drop(); else stop();
      } else if (!held && press && block.dataset.move) { event.preventDefault(); letGo(false); pick(block); }
      else if (!held && step) { event.preventDefault(); walk(event.target, event.key); }
      else if (event.key === "m" && block?.dataset.move && localStorage.getItem("single-keys") !== "off") { event.preventDefault(); location.assign(block.dataset.move); }
    });

    function begin(event, block) {
      const box = block.getBoundingClientRect();
      letGo(false);
      pick(block, { pointer: event.pointerId, x: event.clientX, y: event.clientY, grip: event.clientY - box.top });
    }
    function drag(event) {
      if (resting && Math.hypot(event.clientX - resting.x, event.clientY - resting.y) > SLIP_PX) rest();
      if (!held || event.pointerId !== held.pointer) return;
      if (!held.dragged && Math.hypot(event.clientX - held.x, event.clientY - held.y) < START_PX) return;
      held.dragged = true;
      const over = (list) => { const box = list.getBoundingClientRect(); return event.clientX >= box.left && event.clientX < box.right; };
      held.list = days.find(over) ?? held.list;
      const box = held.list.getBoundingClientRect(), columns = Number(held.list.dataset.columns);
      const at = Math.round((event.clientY - held.grip - box.top) / box.height * minutes / QUARTER) * QUARTER;
      held.minute = first + Math.max(0, Math.min(minutes - held.length, at));
      const lane = head(held.list, Math.max(0, Math.min(columns - 1, Math.floor((event.clientX - box.left) / box.width * columns))));
      if (lane?.dataset.field) { held.lane = lane.dataset.value; held.named = lane; }
      show();
    }
    function end(event) {
      rest();
      if (!held || event.pointerId !== held.pointer) return;
      if (!held.dragged) { letGo(false); now.textContent = ""; return; }
      addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
      drop();
    }
    function rest() { clearTimeout(resting?.timer); resting = undefined; }
    axis.addEventListener("pointerdown", (event) => {
      const block = event.target.closest("li[data-move]");
      if (!block || event.button !== 0 || held?.pointer) return;
      if (event.pointerType === "mouse") return begin(event, block);
      const { clientX: x, clientY: y } = event;
      resting = { x, y, timer: setTimeout(() => { resting = undefined; begin(event, block); navigator.vibrate?.(10); }, REST_MS) };
    });
    addEventListener("pointermove", drag);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", () => { if (held) stop(); });
    addEventListener("keydown", (event) => { if (event.key === "Escape" && held) stop(); });
    axis.addEventListener("touchmove", (event) => { if (held?.pointer) event.preventDefault(); }, { passive: false });
    axis.addEventListener("dragstart", (event) => event.preventDefault());
    addEventListener("pageshow", (event) => { if (event.persisted) letGo(false); });
    axis.querySelectorAll("li[data-move] > a").forEach((link) => link.setAttribute("aria-describedby", "axis-hint"));
  });
})();
