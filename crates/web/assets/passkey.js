// Sign-in with a passkey, and adding one. The buttons are hidden until we know that this browser can.
// A button says where to begin and where to finish; the server's options and our answer are JSON as webauthn-rs speaks it.
"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0)).buffer;
  const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

  // JSON has no bytes: the options carry them as base64url, the browser wants buffers.
  function options({ publicKey, mediation }, create) {
    const key = { ...publicKey, challenge: toBytes(publicKey.challenge) };
    if (create) {
      key.user = { ...key.user, id: toBytes(key.user.id) };
      key.excludeCredentials = withBytes(key.excludeCredentials);
    } else {
      key.allowCredentials = withBytes(key.allowCredentials);
    }
    // "conditional" waits for autofill; someone who pressed the button wants to be asked now.
    return { publicKey: key, ...(mediation && mediation !== "conditional" ? { mediation } : {}) };
  }

  function answer(credential) {
    const response = { clientDataJSON: toText(credential.response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = toText(credential.response[part]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response, extensions: credential.getClientExtensionResults() };
  }

  // The words stand beside the button, in the language of the page.
  async function post(url, body, token, words) {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    if (token) headers["X-Form-Token"] = token;
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    const json = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(json.error ?? words.refused);
    return json;
  }

  // The browser's own words are for engineers.
  function inWords(error, words) {
    switch (error.name) {
      case "NotAllowedError": return words.cancelled;
      case "InvalidStateError": return words.known;
      case "NotSupportedError": return words.unfit;
      case "SecurityError": return words.elsewhere;
      case "TypeError": return words.unreached;
      default: return error.message || words.failed;
    }
  }

  async function run(button, say, words) {
    const create = button.dataset.passkey === "register";
    const form = button.closest("form");
    const token = button.dataset.token;
    const begun = await post(button.dataset.begin, form ? Object.fromEntries(new FormData(form)) : {}, token, words);
    say(create ? words.make : words.follow);
    const wanted = options(begun, create);
    const credential = await (create ? navigator.credentials.create(wanted) : navigator.credentials.get(wanted));
    const { next } = await post(button.dataset.finish, answer(credential), token, words);
    // Only a path of our own: what comes back must not lead to another host.
    location.assign(/^\/(?![\/\\])/.test(next ?? "") ? next : "/");
  }

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const line = button.parentElement.querySelector("[data-passkey-status]");
    const words = JSON.parse(button.dataset.words);
    const say = (text) => { if (line) line.textContent = text; };
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      try { await run(button, say, words); } catch (error) { say(inWords(error, words)); }
      button.removeAttribute("aria-busy");
    });
  }
})();
