// Small comforts; every page works without them.
(function () {
  "use strict";

  const REST = 8000; // milliseconds; a download leaves the page where it is

  // A form is sent once: its buttons rest until the page is left, shown again, or has waited.
  function wake(form) {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach(function (button) {
      button.removeAttribute("aria-disabled");
    });
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-disabled", "true");
    });
    setTimeout(wake, REST, form);
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(wake);
  });

  // Printing needs a script, so its buttons appear with one.
  document.querySelectorAll("button[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  // Copying needs one too.
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      const text = document.getElementById(button.dataset.copy).value;
      navigator.clipboard.writeText(text).then(function () {
        document.querySelector("[data-copied]").textContent = "Copied.";
      });
    });
  });

  // What was folded is printed unfolded, and folded again afterwards.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details[data-printed]:not([open])").forEach(function (fold) {
      fold.open = true;
      fold.dataset.folded = "yes";
    });
  });

  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-folded]").forEach(function (fold) {
      fold.open = false;
      delete fold.dataset.folded;
    });
  });
})();
