// The only script of our own. It keeps the token of this window, hands it to htmx, goes from page to page, loads
// pictures, and looks after focus and keys. Nothing is stored but the token, in this window's session storage.
"use strict";

(() => {
  const TOKEN = "smallprint-token";
  const HEADER = "X-Smallprint-Token";
  const AWAKE_EVERY = 20000; // milliseconds between two looks whether the pages are still open
  const EDGE = 65536; // bytes at either end of a dropped file

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const token = () => sessionStorage.getItem(TOKEN) || "";

  // ---- the key behind the # is exchanged once and cleared from the address at once
  async function exchange() {
    const behind = location.hash.slice(1);
    if (!behind || behind.startsWith("/")) return;
    history.replaceState(null, "", "/");
    const answer = await fetch("/launch", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ key: behind }),
    });
    if (answer.ok) sessionStorage.setItem(TOKEN, (await answer.json()).token);
  }

  // ---- pages: the address behind the # names the page and nothing else
  const wanted = () => (location.hash.startsWith("#/") ? location.hash.slice(1) : "/start");

  function go(path) {
    if (location.hash === "#" + path) open(path);
    else location.hash = path;
  }

  function open(path) {
    htmx.ajax("GET", path, { target: "#page", swap: "innerHTML" });
  }

  function begin() {
    one("#welcome").hidden = true;
    one("#page").hidden = false;
    one("#bar").hidden = false;
    open(wanted());
  }

  // ---- htmx: token on every request, answers as JSON
  function asObject(values) {
    const said = {};
    for (const name of new Set(values.keys())) {
      const many = values.getAll(name);
      said[name] = many.length > 1 ? many : many[0];
    }
    return said;
  }

  function prepareHtmx() {
    htmx.defineExtension("json", {
      onEvent(name, event) {
        if (name === "htmx:configRequest") {
          event.detail.headers[HEADER] = token();
          event.detail.headers["Content-Type"] = "application/json";
        }
        return true;
      },
      encodeParameters(request, values) {
        request.overrideMimeType("text/json");
        return JSON.stringify(asObject(values));
      },
    });
    document.body.addEventListener("htmx:load", (event) => {
      if (event.detail.elt === document.body) return;
      if (!fresh.length) setTimeout(arrived);
      fresh.push(event.detail.elt);
    });
    document.body.addEventListener("htmx:sendError", ended);
    document.body.addEventListener("htmx:responseError", (event) => {
      if (event.detail.xhr.status === 403) strange();
    });
    document.body.addEventListener("htmx:beforeRequest", (event) => {
      if (event.detail.requestConfig.verb === "post") one("#notice").replaceChildren();
    });
  }

  // ---- what has arrived: pictures, words to say, the page to go on to, focus
  let fresh = []; // elements that the last answer brought

  function arrived() {
    const came = fresh.filter((element) => element.isConnected);
    fresh = [];
    const inside = (selector) => came.flatMap((element) => [
      ...(element.matches(selector) ? [element] : []), ...element.querySelectorAll(selector)]);
    const [on] = inside("[data-go]");
    if (on) {
      const path = on.dataset.go;
      on.remove();
      if (path.startsWith("/happened")) open(path);
      else go(path);
      return;
    }
    const [here] = inside("[data-here]");
    if (here) history.replaceState(null, "", "#" + here.dataset.here);
    inside("img[data-src]").forEach((picture) => watcher.observe(picture));
    inside("[data-width]").forEach((bar) => { bar.style.width = bar.dataset.width + "%"; });
    const words = inside("[data-say]").map((element) => element.textContent.trim()).join(" ");
    if (words) one("#live").textContent = words;
    mark();
    focusOn(came, inside("[data-focus]")[0]);
  }

  function mark() {
    for (const link of all("#bar nav a")) {
      if (wanted().startsWith(link.getAttribute("href").slice(1))) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  // A new page takes the focus; a part of a page takes it only where it would be lost otherwise.
  function focusOn(came, asked) {
    const wholePage = came.some((element) => element.parentElement?.id === "page");
    if (wholePage) window.scrollTo(0, 0);
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (!wholePage && !lost) return;
    const goal = asked || (wholePage ? one("#page h1") : came[0]);
    if (!goal) return;
    if (goal.tabIndex < 0) goal.tabIndex = -1;
    goal.focus({ preventScroll: wholePage });
  }

  // ---- pictures: fetched with the token when they come near, shown as blobs
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      load(entry.target);
    }
  }, { rootMargin: "400px" });

  async function load(picture) {
    const answer = await fetch(picture.dataset.src, { headers: { [HEADER]: token() } });
    if (!answer.ok || !picture.isConnected) return;
    const address = URL.createObjectURL(await answer.blob());
    picture.addEventListener("load", () => {
      URL.revokeObjectURL(address);
      const frame = picture.closest("[data-crop]");
      if (frame) crop(frame, picture);
      const figure = picture.closest("[data-covers]");
      if (figure) cover(figure);
      picture.closest(".picture")?.classList.add("loaded");
    }, { once: true });
    picture.src = address;
  }

  // A face in a round frame: the picture is moved and enlarged so that the face fills it.
  function crop(frame, picture) {
    const [left, top, right, bottom] = frame.dataset.crop.split(",").map(Number);
    const wide = picture.naturalWidth, high = picture.naturalHeight;
    const side = Math.max((right - left) * wide, (bottom - top) * high) * 1.5;
    const scale = frame.clientWidth / side;
    picture.style.width = wide * scale + "px";
    picture.style.left = frame.clientWidth / 2 - ((left + right) / 2) * wide * scale + "px";
    picture.style.top = frame.clientHeight / 2 - ((top + bottom) / 2) * high * scale + "px";
  }

  // Other people's faces stay covered until a click on this one picture.
  function cover(figure) {
    for (const box of figure.dataset.covers.split(" ").filter(Boolean)) {
      const [left, top, right, bottom] = box.split(",").map(Number);
      const lid = document.createElement("span");
      lid.className = "lid";
      const more = 0.25 * (right - left);
      lid.style.left = (left - more) * 100 + "%";
      lid.style.top = (top - more) * 100 + "%";
      lid.style.width = (right - left + 2 * more) * 100 + "%";
      lid.style.height = (bottom - top + 2 * more) * 100 + "%";
      figure.append(lid);
    }
  }

  // ---- downloads: fetched with the token, handed over as a file
  async function save(link) {
    const answer = await fetch(link.dataset.save, { headers: { [HEADER]: token() } });
    if (!answer.ok) return;
    const address = URL.createObjectURL(await answer.blob());
    const hand = document.createElement("a");
    hand.href = address;
    hand.download = link.dataset.name;
    hand.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // ---- a dropped file: its name, size and the SHA-256 of both ends; never its content
  const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const digest = async (blob) => hex(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));

  async function told(file) {
    const first = await digest(file.slice(0, EDGE));
    const last = await digest(file.slice(Math.max(0, file.size - EDGE)));
    return { name: file.name, size: file.size, first, last };
  }

  async function dropped(files) {
    let said = [];
    try {
      said = await Promise.all([...files].map(told));
    } catch {
      said = []; // a folder cannot be read this way; the page says what to do instead
    }
    const values = { files: JSON.stringify(said) };
    htmx.ajax("POST", "/bring/drop", { target: "#page", swap: "innerHTML", values });
  }

  // ---- what was there goes: locked elsewhere, another window's key, or the program has ended
  function bare(id) {
    one("#page").replaceChildren();
    one("#notice").replaceChildren();
    one("#page").hidden = true;
    one("#bar").hidden = true;
    one("#welcome").hidden = false;
    all("#welcome > section").forEach((part) => { part.hidden = part.id !== id; });
  }
  const strange = () => { sessionStorage.removeItem(TOKEN); bare("strange"); };
  const ended = () => bare("ended");

  async function awake() {
    if (!token() || one("#bar").hidden) return;
    try {
      const answer = await fetch("/awake", { headers: { [HEADER]: token(), "HX-Request": "true" } });
      if (answer.status === 403) strange();
      const closed = ["locked", "resting"].includes((await answer.text()).trim());
      if (closed && !one("[data-lock]") && !one("[data-leave]")) open("/start");
    } catch {
      ended();
    }
  }

  // ---- clicks and keys
  function clicked(event) {
    const target = event.target.closest("[data-print],[data-save],[data-copy],[data-quiet],[data-fill],[data-menu],[data-show],[data-uncover],[data-look]");
    if (!target) return;
    const does = target.dataset;
    if ("print" in does) window.print();
    if ("save" in does) { event.preventDefault(); save(target); }
    if ("copy" in does) navigator.clipboard.writeText(one(does.copy).textContent.trim());
    if ("quiet" in does && token() && !one("#bar")?.hidden) { event.preventDefault(); open(target.getAttribute("href")); }
    if ("fill" in does) {
      const field = one(does.fill);
      field.type = "text";
      field.value = one(does.from).textContent.trim();
      field.focus();
    }
    if ("menu" in does) menu(target.getAttribute("aria-expanded") !== "true");
    if ("show" in does) one(does.show).type = target.checked ? "text" : "password";
    if ("uncover" in does) {
      target.closest("[data-covers]").classList.add("uncovered");
      target.remove();
    }
  }

  function menu(openIt) {
    const button = one("[data-menu]");
    button.setAttribute("aria-expanded", String(openIt));
    one("#bar nav").classList.toggle("open", openIt);
  }

  function pressed(event) {
    if (event.key === "Escape" && one("[data-leave]")) {
      location.replace("about:blank");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select")) return;
    // Single keys work only while the focus is inside the part that names them (WCAG 2.1.4).
    const part = event.target.closest("[data-keys]");
    const button = part && all("[data-key]", part).find((each) => each.dataset.key === event.key.toLowerCase());
    if (button) {
      event.preventDefault();
      button.click();
    }
  }

  // An answer that asks for a word takes the focus to its field.
  function opened(event) {
    if (!event.target.open || !event.target.matches(".answer")) return;
    one("input:not([type=hidden])", event.target)?.focus();
  }

  function listenForDrops() {
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      if (one("#drop") && event.dataTransfer.files.length) dropped(event.dataTransfer.files);
    });
    document.addEventListener("change", (event) => {
      if (event.target.id === "pick" && event.target.files.length) dropped(event.target.files);
    });
  }

  async function main() {
    document.addEventListener("click", clicked);
    document.addEventListener("keydown", pressed);
    document.addEventListener("toggle", opened, true);
    if (!one("#page") || !window.htmx) return; // a page that stands alone
    prepareHtmx();
    listenForDrops();
    await exchange();
    window.addEventListener("hashchange", () => {
      if (location.hash && !location.hash.startsWith("#/")) { exchange().then(begin); return; }
      menu(false);
      open(wanted());
    });
    setInterval(awake, AWAKE_EVERY);
    if (token()) begin();
    else bare("strange");
  }

  main();
})();
