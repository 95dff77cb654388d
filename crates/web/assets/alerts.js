// Hearing at once who needs somebody: a stream that all pages of a browser share, a bar, a sound, and being called
// while no page is open. Pages show the bar without this file too, as of when they were made.
"use strict";
(() => {
  const bar = document.getElementById("alerts"), lost = document.getElementById("alerts-lost");
  if (!bar) return;
  const others = (state) => state.now.filter((id) => !bar.dataset.here.split(" ").includes(id));
  const requests = () => document.querySelector("[data-requests]")?.dataset.requests;
  let last = { now: bar.dataset.now.split(" ").filter(Boolean), open: Number(bar.dataset.open), requests: requests() };
  let said = others(last).join(" ");

  // A list of signals or requests that is on the page stays as it was made; that it is old by now is said above it. The
  // first page hears it ("stale") and is made anew where nobody has it in hand ("fresh").
  const news = document.getElementById("signals-news");
  let made = last;
  const asks = (state) => made.requests !== undefined && state.requests !== undefined && state.requests !== made.requests;
  const isNews = (state) => state.open !== made.open || state.now.join(" ") !== made.now.join(" ") || asks(state);
  document.addEventListener("fresh", () => {
    made = { ...last, requests: requests() };
    if (news) news.hidden = true;
  });

  // The bar. It is filled anew only when what it says changes, so that it is read out once.
  function show(state) {
    last = state;
    if (news) news.hidden = !isNews(state);
    if (isNews(state)) document.dispatchEvent(new Event("stale"));
    const open = others(state), before = said;
    hear(state.now);
    said = open.join(" ");
    if (said === before) return;
    bar.replaceChildren();
    if (!open.length) return;
    const words = document.getElementById("alerts-words").content.cloneNode(true), link = words.querySelector("a");
    link.href = `/staff/signals/${open[0]}`;
    if (open.length > 1) link.textContent = `Open the first of ${open.length} signals`;
    bar.append(words);
  }

  // The sound: two short tones, once for each signal in each browser, by whichever page may play it.
  const soundOn = () => localStorage.getItem("alert-sound") !== "off";
  const heard = () => (localStorage.getItem("alerts-heard") ?? "").split(" ").filter(Boolean);
  async function play() {
    const audio = new AudioContext();
    try {
      await Promise.race([audio.resume(), new Promise((over) => setTimeout(over, 300))]);
      // Browsers keep a page silent in which nobody has done anything yet; another page may be allowed.
      if (audio.state !== "running") return false;
      const loud = audio.createGain();
      loud.connect(audio.destination);
      loud.gain.value = 0;
      [[660, 0], [880, 0.22]].forEach(([pitch, after]) => {
        const tone = audio.createOscillator(), at = audio.currentTime + after;
        tone.frequency.value = pitch;
        tone.connect(loud);
        loud.gain.setValueAtTime(0, at);
        loud.gain.linearRampToValueAtTime(0.2, at + 0.02);
        loud.gain.linearRampToValueAtTime(0, at + 0.2);
        tone.start(at);
        tone.stop(at + 0.2);
      });
      await new Promise((over) => setTimeout(over, 600));
      return true;
    } finally { audio.close(); }
  }
  // Of a burst one sound is heard: what comes right after it is heard once, when that time is over, if it still waits.
  const quietMs = 20000;
  let later;
  const alone = (name, work) => navigator.locks ? navigator.locks.request(name, work) : work();
  function hear(now) {
    if (!now.some((id) => !heard().includes(id))) return;
    alone("alerts-sound", async () => {
      const before = heard();
      if (!now.some((id) => !before.includes(id))) return;
      const quiet = Number(localStorage.getItem("alerts-sounded")) + quietMs - Date.now();
      if (quiet > 0 && quiet <= quietMs) {
        clearTimeout(later);
        later = setTimeout(() => hear(last.now), quiet);
        return;
      }
      if (soundOn()) {
        if (!await play()) return;
        localStorage.setItem("alerts-sounded", String(Date.now()));
      }
      localStorage.setItem("alerts-heard", [...new Set([...before, ...now])].slice(-100).join(" "));
    });
  }

  // The stream. A browser has few connections to a server, so one page listens and tells the others; when it closes,
  // the next one listens. Where pages cannot agree on one, each listens while it is looked at.
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("stepwell-alerts") : null;
  let leads = false, source = null, timer = null, tries = 0, over = false, leave = () => {};
  const away = lost.textContent;
  const mark = (words) => { lost.hidden = !words; if (words) lost.textContent = words; };
  const tell = (message) => { channel?.postMessage(message); receive(message); };
  function receive(message) {
    if (message.state) { rest(); mark(""); show(message.state); turn(); }
    if (message.away) mark(away);
    if (message.over) mark(lost.dataset[message.over]);
    if (message.ask && leads) channel.postMessage({ state: last });
  }
  if (channel) channel.onmessage = (event) => receive(event.data);
  // A stream ends every few minutes and comes back within a second or two; longer than that is worth saying. From then on
  // each try comes later than the one before, up to two minutes, and not at the moment at which all others come.
  const FIRST_MS = 8000, LAST_MS = 120000;
  const rest = () => { clearTimeout(timer); timer = null; tries = 0; };
  const listens = () => navigator.locks ? leads : !over && document.visibilityState === "visible";
  const wait = () => { if (listens()) timer ??= setTimeout(again, Math.min(FIRST_MS * 2 ** tries++, LAST_MS) * (0.5 + Math.random() / 2)); };
  function listen() {
    source?.close();
    source = new EventSource(bar.dataset.alerts);
    source.onmessage = (event) => tell({ state: JSON.parse(event.data) });
    source.onerror = wait;
  }
  // A stream does not tell why there is none, so that is asked by itself. Whoever is signed out is led elsewhere. Only
  // where there is no answer, or an answer and again no stream, the page says that it hears nothing; and a page that was
  // hidden meanwhile leaves it to the one that is looked at.
  async function again() {
    timer = null;
    if (!listens()) return;
    source?.close();
    const asked = fetch(bar.dataset.alerts, { headers: { Accept: "application/json" }, redirect: "manual" });
    const status = await asked.then((answer) => answer.type === "opaqueredirect" ? 401 : answer.status, () => 0);
    if (!listens()) return;
    if (status === 401) return stop("over");
    if (status === 403) return stop("denied");
    if (status !== 200 || tries > 1) tell({ away: true });
    if (status === 200) listen();
    else wait();
  }
  // Nobody is signed in here any more, or may not know any more, and the page says which: it asks no further. The next
  // one that waits for its turn asks once, and a page that is opened after signing in again tells all of them: then each
  // waits for its turn again, or nobody would listen once that page is closed.
  function stop(why) {
    rest();
    source?.close();
    leads = false;
    over = true;
    tell({ over: why });
    leave();
  }
  const queue = () => navigator.locks.request("alerts-stream", lead);
  const lead = () => new Promise((end) => { leave = end; leads = true; listen(); });
  function turn() {
    if (!over) return;
    over = false;
    if (navigator.locks) queue();
    else if (listens() && source?.readyState === EventSource.CLOSED) listen();
  }
  if (navigator.locks) queue();
  else {
    const look = () => { over = false; if (listens()) listen(); else { source?.close(); rest(); } };
    document.addEventListener("visibilitychange", look);
    look();
  }
  channel?.postMessage({ ask: true });
  show(last);

  // The page of settings.
  const box = document.querySelector("[data-alert-sound]");
  if (box) {
    box.checked = soundOn();
    box.addEventListener("change", () => localStorage.setItem("alert-sound", box.checked ? "on" : "off"));
    document.querySelector("[data-alert-try]")?.addEventListener("click", play);
  }
  const part = document.querySelector("[data-push-key]");
  if (!part) return;
  const button = part.querySelector("button"), line = part.querySelector("[data-push-line]");
  const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!can) { line.textContent = "This browser cannot be called while no page is open."; return; }
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", async () => {
    line.textContent = "";
    try {
      if (await Notification.requestPermission() !== "granted") throw new Error("This browser does not allow notifications from here. Allow them in its settings for this site, then try again.");
      const worker = await navigator.serviceWorker.register("/sw.js");
      await navigator.serviceWorker.ready;
      const given = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: part.dataset.pushKey })).toJSON();
      const body = JSON.stringify({ endpoint: given.endpoint, p256dh: given.keys.p256dh, auth: given.keys.auth });
      const response = await fetch("/staff/alerts/devices", { method: "POST", body, headers: { "Content-Type": "application/json", Accept: "application/json" } });
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.error);
      location.assign(answer.next);
    } catch (error) { line.textContent = error.message; }
  });
})();
