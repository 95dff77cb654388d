// Drawing on a week: drag over a free time to add, drag a block to move it, drag its lower edge to make it longer.
// Nothing is saved here. Every drag ends at the ordinary form with the times filled in, where it is checked and saved.
// A mouse draws at once; a finger draws after resting a moment, so that the page can still be scrolled.
"use strict";
(() => {
  const LINE_MINUTES = 30, REST_MS = 280, SLIP_PX = 10, EDGE_PX = 9;
  const clock = (minute) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
  // Spanish reads the twenty-four hours of a day.
  const wholeDay = document.documentElement.lang === "es";
  const spoken = (minute) => { if (wholeDay) return clock(minute % 1440).padStart(5, "0"); const hour = Math.floor(minute / 60) % 24; return `${hour % 12 || 12}:${String(minute % 60).padStart(2, "0")} ${hour < 12 ? "am" : "pm"}`; };

  document.querySelectorAll("[data-draw]").forEach((week) => {
    const days = [...week.querySelectorAll("ol[data-day]")], now = week.querySelector(".draw-now");
    const first = Number(week.dataset.first), lines = Number(week.dataset.lines);
    const line = (list, y) => { const box = list.getBoundingClientRect(); return Math.max(0, Math.min(lines - 1, Math.floor((y - box.top) / box.height * lines))); };
    const dayAt = (x) => days.find((list) => { const box = list.getBoundingClientRect(); return x >= box.left && x < box.right; });
    let drag, resting;

    function show() {
      drag.ghost.className = `ghost from-${drag.from + 1} for-${drag.until - drag.from}`;
      if (drag.ghost.parentElement !== drag.list) drag.list.append(drag.ghost);
      now.textContent = `${drag.list.dataset.name}, ${spoken(first + drag.from * LINE_MINUTES)} ${week.dataset.to} ${spoken(first + drag.until * LINE_MINUTES)}`;
    }
    function begin(event, list, block) {
      const at = line(list, event.clientY);
      drag = { list, at, from: at, until: at + 1, ghost: document.createElement("li"), moved: !block, id: event.pointerId, x: event.clientX, y: event.clientY };
      if (block) {
        const box = block.getBoundingClientRect();
        Object.assign(drag, { href: block.querySelector("a").href, edge: box.bottom - event.clientY < EDGE_PX, from: Number(block.dataset.from), until: Number(block.dataset.until), home: list, one: "one" in block.dataset });
        [drag.was, drag.end] = [drag.from, drag.until];
      }
      week.classList.add("drawing");
      if (!block) show();
    }
    function move(event) {
      if (resting && Math.hypot(event.clientX - resting.x, event.clientY - resting.y) > SLIP_PX) rest();
      if (!drag || event.pointerId !== drag.id) return;
      if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 4) return;
      drag.moved = true;
      const to = line(drag.list, event.clientY);
      if (!drag.href) [drag.from, drag.until] = [Math.min(drag.at, to), Math.max(drag.at, to) + 1];
      else if (drag.edge) drag.until = Math.max(drag.was + 1, to + 1);
      else {
        const by = Math.max(-drag.was, Math.min(lines - drag.end, to - drag.at));
        [drag.from, drag.until] = [drag.was + by, drag.end + by];
        if (drag.one) drag.list = dayAt(event.clientX) ?? drag.list;
      }
      show();
    }
    function rest() { clearTimeout(resting?.timer); resting = undefined; }
    function stop() {
      rest();
      drag?.ghost.remove();
      drag = undefined;
      now.textContent = "";
      week.classList.remove("drawing");
    }
    function end(event) {
      const done = drag;
      rest();
      if (!done || event.pointerId !== done.id) return;
      if (!done.moved) return stop();
      const query = new URLSearchParams({ start: clock(first + done.from * LINE_MINUTES), end: clock(first + done.until * LINE_MINUTES) });
      if (!done.href || done.one) query.set("day", done.list.dataset.day);
      // The click that follows a drag of a link must not open it.
      addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
      location.assign(`${done.href ?? week.dataset.draw}?${query}`);
    }

    days.forEach((list) => list.addEventListener("pointerdown", (event) => {
      const block = event.target.closest("li[data-from]");
      if (event.button !== 0 || drag || (event.target.closest("li") && !block)) return;
      if (event.pointerType === "mouse") { event.preventDefault(); return begin(event, list, block); }
      const { clientX: x, clientY: y } = event;
      resting = { x, y, timer: setTimeout(() => { resting = undefined; begin(event, list, block); navigator.vibrate?.(10); }, REST_MS) };
    }));
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", stop);
    addEventListener("keydown", (event) => { if (event.key === "Escape" && drag) stop(); });
    week.addEventListener("touchmove", (event) => { if (drag) event.preventDefault(); }, { passive: false });
    week.addEventListener("contextmenu", (event) => { if (drag || resting) event.preventDefault(); });
    week.addEventListener("dragstart", (event) => event.preventDefault());
    addEventListener("pageshow", stop);
  });
})();
