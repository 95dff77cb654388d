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
})();
