// Checks a signed certificate in the browser, against the keys and the list that stand in the page.
// The same rules as learning/signing; nothing leaves this device.
(function () {
  "use strict";

  const FORMAT = "debrief-1";
  const LARGEST = 20000000; // bytes of a file
  const CARRIED = 64000; // bytes of what a PDF carries, unpacked
  const PARTS = ["format", "key", "signature", "statement"];
  const CHANGED = "This is not genuine: the file was changed after it was made. Ask for the file as it was first downloaded.";
  const NOTHING = "This file holds no signed data. Choose the .json or .pdf file as it was downloaded.";
  const TOO_OLD = "This browser cannot check these signatures. Use a newer browser, or the command learning verify.";
  const REASONS = {
    error: "it was issued in error",
    identity: "it went to the wrong person",
    request: "the person asked for it",
    key: "the key that signed it can no longer be believed",
  };
  const bytes = new TextEncoder();
  const form = document.getElementById("check_form");
  const outcome = document.getElementById("check_outcome");

  // A refusal that a person can read; kind: changed (not genuine) or nothing (no signed data).
  function Refusal(text) {
    this.text = text;
  }

  // The one JSON text of a value: keys sorted, no spaces.
  function canonical(value) {
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const pairs = Object.keys(value).sort().map(function (key) {
      return JSON.stringify(key) + ":" + canonical(value[key]);
    });
    return "{" + pairs.join(",") + "}";
  }

  function decoded(text) {
    const raw = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), function (one) {
      return one.charCodeAt(0);
    });
    const again = btoa(String.fromCharCode.apply(null, raw));
    if (again.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") !== text) {
      throw new Refusal(CHANGED);
    }
    return raw;
  }

  function read(text) {
    const ours = PARTS.filter(function (part) {
      return text.includes('"' + part + '"');
    }).length >= 3;
    let found = null;
    try {
      found = JSON.parse(text);
    } catch (error) {
      throw new Refusal(ours ? CHANGED : NOTHING);
    }
    const names = found && typeof found === "object" ? Object.keys(found).sort().join() : "";
    if (names !== PARTS.join() || found.format !== FORMAT) throw new Refusal(ours ? CHANGED : NOTHING);
    if (canonical(found) !== text.replace(/[\r\n]+$/, "")) throw new Refusal(CHANGED);
    return found;
  }

  async function unpacked(packed) {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const reader = stream.getReader();
    const parts = [];
    let size = 0;
    for (;;) {
      const step = await reader.read();
      if (step.done) break;
      size += step.value.length;
      if (size > CARRIED) throw new Refusal(CHANGED);
      parts.push(step.value);
    }
    return new Blob(parts).arrayBuffer();
  }

  // What a PDF carries as an attached file; its pages are not looked at.
  async function attached(body) {
    const text = new TextDecoder("latin1").decode(body);
    const begin = /\/EmbeddedFile\b(?:(?!endobj)[^]){0,400}?stream\r?\n/.exec(text);
    if (!begin) throw new Refusal(text.includes("EmbeddedFile") ? CHANGED : NOTHING);
    const from = begin.index + begin[0].length;
    const head = text.slice(text.lastIndexOf(" obj", begin.index), from);
    const length = /\/Length (\d{1,7})\b/.exec(head);
    const to = length ? from + Number(length[1]) : body.byteLength;
    if (!head.includes("/Filter")) return body.slice(from, to);
    try {
      return await unpacked(body.slice(from, to));
    } catch (error) {
      throw new Refusal(CHANGED);
    }
  }

  async function textOf(file) {
    if (file.size > LARGEST) throw new Refusal(NOTHING);
    let body = await file.arrayBuffer();
    if (new TextDecoder("latin1").decode(body.slice(0, 5)) === "%PDF-") body = await attached(body);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    } catch (error) {
      throw new Refusal(NOTHING);
    }
  }

  async function holds(found, key) {
    const signed = bytes.encode(FORMAT + "\n" + canonical(found.statement));
    let made = null;
    try {
      made = await crypto.subtle.importKey("raw", decoded(key.public), "Ed25519", false, ["verify"]);
    } catch (error) {
      throw new Refusal(TOO_OLD);
    }
    return crypto.subtle.verify("Ed25519", made, decoded(found.signature), signed);
  }

  async function signed(text) {
    const found = read(text);
    const key = JSON.parse(form.dataset.keys).keys.find(function (one) {
      return one.id === found.key;
    });
    if (!key) {
      throw new Refusal("This cannot be shown to be genuine: its key is not known on this page. Use the checking page of whoever issued it.");
    }
    let right = false;
    try {
      right = await holds(found, key);
    } catch (error) {
      throw error instanceof Refusal ? error : new Refusal(CHANGED);
    }
    if (!right) throw new Refusal(CHANGED);
    const day = found.statement.issued_on || found.statement.dated || "9999";
    if (key.revoked_from && day >= key.revoked_from) {
      throw new Refusal("This is not to be believed: the key that signed it is not believed from " + words(key.revoked_from) + " on.");
    }
    return found;
  }

  function words(day) {
    const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return day ? new Date(day).toLocaleDateString("en-GB", options) : "Does not run out";
  }

  function rows(said, list) {
    const told = [["Name", said.name]];
    if (said.kind === "certificate") {
      told.push(
        ["Course", said.title],
        ["Completed on", words(said.completed_on)],
        ["Valid until", words(said.valid_until)],
        ["Stated length", said.minutes + " minutes"],
        ["Release", said.release + " (content " + said.manifest + ")"],
        ["Certificate", said.id]
      );
    } else {
      said.completions.forEach(function (one) {
        told.push([one.title, words(one.completed_on) + ", valid until: " + words(one.valid_until)]);
      });
    }
    const issuer = said.issuer || "An installation that gives no name";
    told.push(["Issued by", issuer + (said.origin ? " (" + said.origin + ")" : "")]);
    told.push(["Issued on", words(said.issued_on)]);
    if (said.invented) told.push(["Note", "The person is invented: it comes from a demo."]);
    told.push(["Revoked certificates", "Not on the list of " + words(list.dated)]);
    return told;
  }

  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  function show(title, text, told) {
    outcome.replaceChildren();
    const box = element("div", "", outcome);
    box.className = told.length ? "notice notice-done" : "notice notice-attention";
    element("p", title, box).className = "notice-title";
    element("p", text, box);
    const list = element("dl", "", outcome);
    list.className = "summary-list";
    told.forEach(function (row) {
      const line = element("div", "", list);
      element("dt", row[0], line);
      element("dd", row[1], line).dir = "auto";
    });
    if (!told.length) list.remove();
    outcome.focus();
  }

  async function check(file) {
    try {
      if (!self.crypto || !crypto.subtle) throw new Refusal(TOO_OLD);
      const list = (await signed(form.dataset.revocations.trim())).statement;
      const found = await signed(await textOf(file));
      const said = found.statement;
      if (said.kind !== "certificate" && said.kind !== "record") throw new Refusal(NOTHING);
      const entry = list.entries.find(function (one) {
        return one.id === said.id;
      });
      if (entry) {
        throw new Refusal("This was revoked on " + words(entry.on) + ": " + (REASONS[entry.reason] || "no reason is given") + ".");
      }
      show("This is genuine", "Compare the name with the one on the paper.", rows(said, list));
    } catch (error) {
      show("This is not shown to be genuine", error instanceof Refusal ? error.text : CHANGED, []);
    }
  }

  document.getElementById("check_script").remove();
  form.hidden = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  document.getElementById("signed_file").addEventListener("click", function (event) {
    event.target.value = ""; // so that the same file can be chosen again after it was changed
  });
  document.getElementById("signed_file").addEventListener("change", function (event) {
    if (event.target.files.length) check(event.target.files[0]);
  });
  document.addEventListener("dragover", function (event) {
    event.preventDefault();
  });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    if (event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  });
})();
