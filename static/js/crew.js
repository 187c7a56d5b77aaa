// A crew's screen and phones: ask every two seconds whether there is news, and show it in place.
// Without this, the link "Show what is new" does the same.
(function () {
  "use strict";

  const EVERY = 2000, LONGEST = 30000, PATIENCE = 8000; // milliseconds
  const place = document.querySelector("[data-crew]");
  const said = document.querySelector("[data-crew-said]");
  const away = document.querySelector("[data-crew-away]");
  if (!place || !window.fetch) return;

  // Not the address of this page: it may be that of a form that was sent and not taken.
  const page = place.dataset.crew.replace(/\/state$/, "");
  let failed = 0, timer = 0, asking = false;

  // A network that went away in the middle may never answer, nor say that it will not.
  function get(address, how) {
    const stop = new AbortController();
    const late = setTimeout(function () {
      stop.abort();
    }, PATIENCE);
    return fetch(address, Object.assign({ cache: "no-store", signal: stop.signal }, how)).finally(function () {
      clearTimeout(late);
    });
  }

  // Forty phones that ask in step would all arrive at once.
  function later() {
    clearTimeout(timer);
    const pause = Math.min(EVERY * 2 ** failed, LONGEST);
    timer = setTimeout(ask, pause * (0.75 + Math.random() / 2));
  }

  function ask() {
    clearTimeout(timer);
    if (document.hidden || asking) return; // whoever looks again asks at once
    asking = true;
    get(place.dataset.crew, { headers: { "If-None-Match": '"' + place.dataset.tag + '"' } })
      .then(function (answer) {
        if (answer.status === 304) return null;
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      })
      .then(function (news) {
        failed = 0;
        away.hidden = true;
        return news && take(news);
      })
      .catch(function () {
        failed = Math.min(failed + 1, 5);
        away.hidden = failed < 2;
      })
      .then(function () {
        asking = false;
        later();
      });
  }

  function take(news) {
    place.querySelectorAll("[data-crew-joined]").forEach(function (one) {
      one.textContent = news.joined;
    });
    place.querySelectorAll("[data-crew-chose]").forEach(function (one) {
      one.textContent = news.chose;
    });
    if ((news.version || news.tag) === place.dataset.version) {
      place.dataset.tag = news.tag;
      return null;
    }
    return show();
  }

  // The same page again, with what changed in the place of what was there.
  function show() {
    return get(page, { redirect: "error" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (text) {
        const fresh = new DOMParser().parseFromString(text, "text/html");
        const there = fresh.querySelector("[data-crew]");
        if (!there) {
          location.replace(page); // it is over, or this phone has no seat any more
          return;
        }
        const focused = place.contains(document.activeElement);
        document.title = fresh.title;
        document.querySelectorAll("main > .notice-done").forEach(function (one) {
          one.remove();
        });
        place.replaceChildren.apply(place, Array.from(there.childNodes));
        Object.assign(place.dataset, there.dataset);
        place.querySelectorAll("button[data-print]").forEach(function (button) {
          button.hidden = false;
          button.addEventListener("click", function () {
            window.print();
          });
        });
        const head = place.querySelector("h1");
        said.textContent = "Next part: " + head.textContent;
        if (focused) {
          head.tabIndex = -1;
          head.focus();
        }
      });
  }

  document.addEventListener("visibilitychange", ask);
  window.addEventListener("online", ask);
  window.addEventListener("pageshow", ask);
  later();
})();
