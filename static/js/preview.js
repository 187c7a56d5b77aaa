// The preview: a page that follows its files, and keeps where its reader is, what they ticked or typed, and what they
// unfolded. Only `learning preview` loads this.
(function () {
  "use strict";

  const DRESSED = "[data-preview-reveal], [data-preview-wide], button[data-print]";
  const framed = window.top !== window;
  const frame = document.querySelector("iframe.preview-phone");
  const said = { live: "Only you see this, from the files as they are. It follows each save.",
    away: "The preview has stopped. Start it again in the terminal; this page then goes on by itself." };
  let shown = (state() || { dataset: {} }).dataset.previewState || "";
  let fetching = 0;

  function state() {
    return document.querySelector("[data-preview-state]");
  }

  function say(words) {
    const place = state();
    if (place && place.textContent !== words) place.textContent = words;
  }

  // What belongs to the reader and not to the page.
  function theirs(element, name) {
    if (name === "open") return element.nodeName === "DETAILS";
    if (name === "hidden") return element.matches(DRESSED);
    return ["checked", "value", "selected"].includes(name) && ["INPUT", "OPTION"].includes(element.nodeName) &&
      element.type !== "hidden";
  }

  function attributes(old, fresh) {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !theirs(old, name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value && !theirs(old, name)) old.setAttribute(name, value);
    }
  }

  function alike(old, fresh) {
    return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && (old.id || "") === (fresh.id || "") &&
      (old.name || "") === (fresh.name || "");
  }

  function change(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    attributes(old, fresh);
    if (old.nodeName === "TEXTAREA" || old.hasAttribute("data-preview-state")) return;
    children(old, fresh);
  }

  function same(old, fresh) {
    return alike(old, fresh) && (old.id !== "" && old.id !== undefined || old.isEqualNode(fresh));
  }

  // Which old node becomes which fresh one, in order: the longest run of what is the same, and what is alike between.
  function matched(old, fresh) {
    const found = new Map();
    let start = 0;
    let oldEnd = old.length;
    let freshEnd = fresh.length;
    while (start < oldEnd && start < freshEnd && same(old[start], fresh[start])) found.set(fresh[start], old[start++]);
    while (oldEnd > start && freshEnd > start && same(old[oldEnd - 1], fresh[freshEnd - 1])) {
      found.set(fresh[--freshEnd], old[--oldEnd]);
    }
    const rows = [];
    for (let i = oldEnd; i >= start; i--) {
      rows[i] = new Uint16Array(freshEnd + 2);
      for (let j = freshEnd - 1; i < oldEnd && j >= start; j--) {
        rows[i][j] = same(old[i], fresh[j]) ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
      }
    }
    let i = start;
    let j = start;
    let left = []; // old nodes that nothing has become since the last that something did
    while (j < freshEnd) {
      if (i < oldEnd && same(old[i], fresh[j])) {
        found.set(fresh[j++], old[i++]);
        left = [];
      } else if (i < oldEnd && rows[i + 1][j] >= rows[i][j + 1]) {
        left.push(old[i++]);
      } else {
        const at = left.findIndex((one) => !one.id && alike(one, fresh[j]));
        if (at >= 0) found.set(fresh[j], left.splice(0, at + 1)[at]);
        j++;
      }
    }
    return found;
  }

  function children(old, fresh) {
    const before = [...old.childNodes];
    const after = [...fresh.childNodes];
    const found = matched(before, after);
    const kept = new Set(found.values());
    const moved = new Map(before.filter((one) => one.id && !kept.has(one)).map((one) => [one.id, one]));
    before.filter((one) => !kept.has(one)).forEach((one) => one.remove());
    let at = old.firstChild;
    for (const next of after) {
      const twin = next.id && moved.get(next.id);
      const match = found.get(next) || (twin && alike(twin, next) ? twin : null);
      if (match === at && at) {
        at = at.nextSibling;
      } else {
        old.insertBefore(match || document.importNode(next, true), at);
      }
      if (match) change(match, next);
    }
  }

  // The first thing that is read at the top of the window, and how far down it stands.
  function place() {
    if (window.scrollY === 0) return null;
    const seen = document.querySelectorAll("main h1, main h2, main h3, main p, main li, main figure, main tr, main .choice");
    for (const element of seen) {
      const box = element.getBoundingClientRect();
      const still = element.closest(".stays, .leave"); // it stands still while the rest moves
      if (!still && box.height && box.bottom > 0) return { element: element, top: box.top };
    }
    return null;
  }

  function show(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const held = place();
    document.title = fresh.title;
    change(document.body, fresh.body);
    dress();
    if (held && held.element.isConnected) {
      window.scrollBy({ top: held.element.getBoundingClientRect().top - held.top, behavior: "instant" });
    }
  }

  async function fetched(address) {
    const turn = ++fetching;
    try {
      const answer = await fetch(address, { cache: "no-store" });
      const text = await answer.text();
      if (turn !== fetching) return false; // a later one is on its way
      show(text);
      return true;
    } catch (error) {
      return false; // the preview is away: whoever listens hears when it is back
    }
  }

  function heard(version) {
    say(said.live);
    if (version === shown) return;
    shown = version;
    fetched(window.location.href);
  }

  function listen() {
    const events = new EventSource("/preview/changes");
    events.onmessage = (event) => heard(event.data);
    events.onerror = () => {
      say(said.away);
      if (events.readyState === EventSource.CLOSED) ask();
    };
    return events;
  }

  // Where no events are heard.
  function ask() {
    window.setInterval(async () => {
      try {
        const answer = await fetch("/preview/version", { cache: "no-store" });
        heard(await answer.text());
      } catch (error) {
        say(said.away);
      }
    }, 1000);
  }

  // A browser has few lines open to one place: a page that is not looked at gives its own back.
  function attend() {
    if (!("EventSource" in window)) return ask();
    let events = document.hidden ? null : listen();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && events) {
        events.close();
        events = null;
      } else if (!document.hidden && !events) {
        events = listen();
      }
    });
  }

  // What needs a script appears with one, on fresh parts of the page too.
  function dress() {
    document.querySelectorAll(DRESSED).forEach((one) => {
      one.hidden = framed && one.hasAttribute("data-preview-wide");
    });
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-preview-reveal] button")) return;
    event.preventDefault();
    const folds = [...document.querySelectorAll(".preview-reveal")];
    const open = folds.some((fold) => !fold.open);
    folds.forEach((fold) => { fold.open = open; });
  });

  // An answer is marked where it stands; the address keeps it for the next change of the file.
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-preview-quiz]");
    if (!form) return;
    event.preventDefault();
    const sent = new URLSearchParams(new FormData(form));
    const button = event.submitter;
    if (button && button.name) sent.append(button.name, button.value);
    const address = `${form.getAttribute("action")}?${sent}`;
    if (await fetched(address)) window.history.replaceState(null, "", address);
  });

  // Enter in a field is for its own item, not for the first one of the page.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.nodeName !== "INPUT") return;
    const own = event.target.closest(".preview-item");
    const button = own && own.querySelector("button[name=mark]");
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  if (frame) {
    frame.addEventListener("load", () => {
      const inside = frame.contentWindow.location;
      document.querySelector("[data-preview-back]").href = inside.pathname + inside.search;
    });
    return;
  }
  dress();
  attend();
})();
