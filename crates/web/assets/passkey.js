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

  async function post(url, body, token) {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    if (token) headers["X-Form-Token"] = token;
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    const json = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(json.error ?? "The server did not accept this. Try again, or use another way to sign in.");
    return json;
  }

  // The browser's own words are for engineers.
  function inWords(error) {
    switch (error.name) {
      case "NotAllowedError": return "That was cancelled, or took too long. Press the button to try again.";
      case "InvalidStateError": return "This device already has a passkey for this account.";
      case "NotSupportedError": return "This device cannot make the kind of passkey we need. Use another device or another way.";
      case "SecurityError": return "Passkeys work only on this clinic's own address. Check the address above.";
      case "TypeError": return "We could not reach the server. Check the connection and try again.";
      default: return error.message || "That did not work. Try again, or use another way to sign in.";
    }
  }

  async function run(button, say) {
    const create = button.dataset.passkey === "register";
    const form = button.closest("form");
    const token = button.dataset.token;
    const begun = await post(button.dataset.begin, form ? Object.fromEntries(new FormData(form)) : {}, token);
    say(create ? "Follow your device to make a passkey." : "Follow your device to sign in.");
    const wanted = options(begun, create);
    const credential = await (create ? navigator.credentials.create(wanted) : navigator.credentials.get(wanted));
    const { next } = await post(button.dataset.finish, answer(credential), token);
    // Only a path of our own: what comes back must not lead to another host.
    location.assign(/^\/(?![\/\\])/.test(next ?? "") ? next : "/");
  }

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const line = button.parentElement.querySelector("[data-passkey-status]");
    const say = (text) => { if (line) line.textContent = text; };
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      try { await run(button, say); } catch (error) { say(inWords(error)); }
      button.removeAttribute("aria-busy");
    });
  }
})();
