// Shows that somebody is called while no page of ours is open. The words are those that stand in it when it is
// served, whatever was sent: they are about nobody, and a screen may lie on a table.
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => {
  event.waitUntil(self.registration.showNotification(CALL_TEXT, { tag: "stepwell", renotify: true, requireInteraction: true }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = pages.find((one) => new URL(one.url).pathname.startsWith("/staff"));
    return page ? page.focus() : self.clients.openWindow("/staff/signals");
  })());
});
