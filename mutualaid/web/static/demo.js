// The demo's phones: shows what is handed over in either direction, sends texts, moves the group's clock.
"use strict";

const FIRST = [["+14155550111", "Ana"], ["+14155550112", "Ben"], ["+14155550113", "Cora"]];
const NEW = "new";
const EVERY_MS = 1000;
const SOON_MS = 250;
const LEAVING_MS = 5000;  // what leaves within this time is not shown as waiting
const SHOWN = "mutualaid.demo.phones";
const READ = "mutualaid.demo.start.read";

const page = document.body.dataset;
const zone = page.zone;
const found = (id) => document.getElementById(id);

const state = {
  after: 0,
  texts: new Map(),       // phone -> texts, oldest first
  waiting: new Map(),     // phone -> texts that have not left yet
  names: new Map(FIRST),  // phone -> first name
  unread: new Map(),      // phone -> how many came while it was not shown
  loaded: false,
  failed: false,
  quick: 0,
  timer: 0,
  clock: null,            // {now: milliseconds, read: performance.now()}
};
const handsets = [];

// --- asking the demo --------------------------------------------------------------------------------------

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The demo does not answer. Is it still running?");
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error((said && said.error) || `The demo answered ${answer.status}.`);
  return said;
}

function trouble(words) {
  const place = found("trouble");
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
}

// --- words ------------------------------------------------------------------------------------------------

const parts = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
const asDay = parts({ weekday: "long", day: "numeric", month: "long" });
const asTime = parts({ hour: "numeric", minute: "2-digit" });
const asNow = parts({ weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
const asFields = parts({ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function money(amount) {
  const cents = amount.toFixed(4).replace(/00$/, "");
  return `${page.currency}${cents}`;
}

function cost(text) {
  const price = text.from === page.number ? page.price : page.priceIn;
  return price === "" ? null : Number(price) * text.segments;
}

function segments(count) {
  return count === 1 ? "1 segment" : `${count} segments`;
}

function label(phone) {
  const name = state.names.get(phone);
  return name ? `${name} · ${phone}` : phone;
}

function short(phone) {
  return state.names.get(phone) || phone.slice(-4);
}

// The group's wall clock at a moment, as a datetime-local value.
function local(milliseconds) {
  const got = Object.fromEntries(asFields.formatToParts(milliseconds).map((p) => [p.type, p.value]));
  return `${got.year}-${got.month}-${got.day}T${got.hour}:${got.minute}`;
}

// --- the clock --------------------------------------------------------------------------------------------

function setClock(clock) {
  state.clock = { now: Date.parse(clock.now), read: performance.now() };
  showClock();
}

function groupNow() {
  return state.clock.now + performance.now() - state.clock.read;
}

function showClock() {
  if (state.clock) found("now").textContent = asNow.format(groupNow());
}

async function move(body) {
  const bar = found("clock");
  const controls = bar.querySelectorAll("button, input");
  bar.setAttribute("aria-busy", "true");
  found("moving").textContent = "The clock moves…";
  controls.forEach((each) => { each.disabled = true; });
  quicken();
  try {
    setClock(await ask("/demo/clock", body));
    trouble("");
  } catch (problem) {
    trouble(problem.message);
  }
  bar.removeAttribute("aria-busy");
  found("moving").textContent = "";
  controls.forEach((each) => { each.disabled = false; });
  found("to").value = local(groupNow());
  know();
  quicken();
}

function tomorrow(hour) {
  const today = local(groupNow()).slice(0, 10);
  const next = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return `${next}T${String(hour).padStart(2, "0")}:00`;
}

// --- texts ------------------------------------------------------------------------------------------------

const phoneOf = (text) => (text.from === page.number ? text.to : text.from);

function put(map, text) {
  const phone = phoneOf(text);
  if (!map.has(phone)) map.set(phone, []);
  map.get(phone).push(text);
  return phone;
}

async function poll() {
  clearTimeout(state.timer);
  try {
    if (state.failed) startOver();
    const all = await ask(`/demo/texts?after=${state.after}&all=1`);
    const fresh = all.filter((text) => text.n !== null);
    if (state.failed) {
      state.failed = false;
      trouble("");
      know();
    }
    taken(fresh, all.filter((text) => text.n === null));
  } catch (problem) {
    state.failed = true;
    trouble(problem.message);
  }
  if (state.quick > 0) state.quick -= 1;
  state.timer = setTimeout(poll, state.quick > 0 ? SOON_MS : EVERY_MS);
}

function quicken() {
  state.quick = 12;
  clearTimeout(state.timer);
  state.timer = setTimeout(poll, 50);
}

// After the demo was away its texts may be numbered anew.
function startOver() {
  state.after = 0;
  state.texts.clear();
  state.loaded = false;
  handsets.forEach((each) => each.clear());
}

function taken(fresh, waiting) {
  const touched = new Set();
  let strangers = false;
  for (const text of fresh) {
    if (text.n <= state.after) continue;
    state.after = text.n;
    const phone = put(state.texts, text);
    touched.add(phone);
    if (!state.names.has(phone)) strangers = true;
    const shown = handsets.some((each) => each.phone === phone);
    if (state.loaded && !shown && text.from === page.number) {
      state.unread.set(phone, (state.unread.get(phone) || 0) + 1);
    }
  }
  const before = state.waiting;
  state.waiting = new Map();
  for (const text of waiting) {
    if (state.clock && Date.parse(text.at) > groupNow() + LEAVING_MS) put(state.waiting, text);
  }
  for (const phone of new Set([...before.keys(), ...state.waiting.keys()])) {
    if (JSON.stringify(before.get(phone)) !== JSON.stringify(state.waiting.get(phone))) touched.add(phone);
  }
  for (const each of handsets) {
    if (!state.loaded || touched.has(each.phone)) each.show(state.loaded);
  }
  if (touched.size) {
    offerPhones();
    showElsewhere();
    showTabs();
  }
  if (fresh.length && (strangers || state.loaded)) know();
  state.loaded = true;
}

// Who is known by name, and a fresh way into the desk; asked for at most every two seconds.
let knowing = 0;
function know() {
  if (knowing) return;
  knowing = setTimeout(async () => {
    knowing = 0;
    try {
      known(await ask("/demo.json"));
    } catch {
      // The next poll says what is wrong.
    }
  }, 2000);
}

function known(about) {
  for (const one of about.phones) {
    if (one.name) state.names.set(one.phone, one.name);
    else if (!state.names.has(one.phone)) state.names.set(one.phone, "");
  }
  found("desk").href = about.desk;
  setClock(about.clock);
  offerPhones();
  showElsewhere();
  showTabs();
}

function nextNumber() {
  for (let last = 111; last < 190; last += 1) {
    const phone = `+14155550${last}`;
    if (!state.names.has(phone) && !state.texts.has(phone)) return phone;
  }
  return "";
}

// --- a phone ----------------------------------------------------------------------------------------------

function make(tag, words, name) {
  const one = document.createElement(tag);
  if (words) one.textContent = words;
  if (name) one.className = name;
  return one;
}

class Phone {
  constructor(phone, place) {
    this.phone = phone;
    this.place = place;
    this.used = 0;
    this.drawn = 0;
    this.root = found("handset").content.firstElementChild.cloneNode(true);
    this.select = this.root.querySelector("select");
    this.list = this.root.querySelector(".texts");
    this.newForm = this.root.querySelector(".new");
    this.newNumber = this.newForm.querySelector("input");
    this.form = this.root.querySelector(".write");
    this.box = this.form.querySelector("textarea");
    this.total = this.root.querySelector(".total");
    this.call = new Call(this);
    this.name();
    this.listen();
    found("phones").append(this.root);
  }

  // Labels need ids, and each phone its own.
  name() {
    const tie = (where, field, id) => {
      field.id = `${id}${this.place}`;
      where.querySelector("label").htmlFor = field.id;
    };
    tie(this.root.querySelector(".who"), this.select, "who");
    tie(this.newForm, this.newNumber, "number");
    tie(this.form, this.box, "text");
  }

  listen() {
    this.select.addEventListener("change", () => {
      if (this.select.value === NEW) {
        this.newForm.hidden = false;
        this.newNumber.value = nextNumber();
        this.newNumber.focus();
      } else {
        this.use(this.select.value);
      }
    });
    this.newForm.addEventListener("submit", (event) => {
      event.preventDefault();
      const phone = this.newNumber.value.replace(/[^+\d]/g, "");
      if (!/^\+\d{8,15}$/.test(phone)) {
        trouble("That is no phone number. For example +14155550130.");
        return;
      }
      trouble("");
      this.use(phone);
      this.box.focus();
    });
    this.newNumber.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.newForm.hidden = true;
      this.select.value = this.phone;
      this.select.focus();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      }
    });
  }

  use(phone) {
    this.call.hangUp();
    this.phone = phone;
    this.newForm.hidden = true;
    if (!state.names.has(phone)) state.names.set(phone, "");
    state.unread.delete(phone);
    this.used = performance.now();
    this.clear();
    this.show(false);
    keep(SHOWN, handsets.map((each) => each.phone));
    offerPhones();
    showElsewhere();
    showTabs();
  }

  // The choice is drawn anew only when it changes: an open list must not close under somebody's finger.
  offer(phones) {
    const names = phones.map((phone) => (state.unread.get(phone) ? "● " : "") + label(phone));
    this.list.setAttribute("aria-label", `Texts on the phone of ${short(this.phone)}`);
    if (this.offered === `${this.phone} ${names}`) return;
    this.offered = `${this.phone} ${names}`;
    const options = phones.map((phone, at) => {
      const option = make("option", names[at]);
      option.value = phone;
      return option;
    });
    const another = make("option", "New number…");
    another.value = NEW;
    const picking = !this.newForm.hidden;
    this.select.replaceChildren(...options, another);
    this.select.value = picking ? NEW : this.phone;
  }

  clear() {
    this.list.replaceChildren();
    this.drawn = 0;
    this.day = "";
  }

  // Adds what is new. `announce` is false where the list is drawn anew, which nobody wants read out.
  show(announce) {
    const texts = state.texts.get(this.phone) || [];
    this.list.setAttribute("aria-live", announce ? "polite" : "off");
    this.list.querySelectorAll(".waits, .empty").forEach((each) => each.remove());
    for (const text of texts.slice(this.drawn)) this.add(text);
    this.drawn = texts.length;
    const waiting = state.waiting.get(this.phone) || [];
    waiting.forEach((text) => this.list.append(this.wait(text)));
    if (!texts.length && !waiting.length) {
      this.list.append(make("li", "No texts yet. Write what you need, or how you can help.", "empty"));
    }
    this.showTotal(texts);
    this.list.scrollTop = this.list.scrollHeight;
  }

  add(text) {
    const day = asDay.format(Date.parse(text.at));
    if (day !== this.day) {
      this.list.append(make("li", day, "day"));
      this.day = day;
    }
    const item = make("li", "", text.from === page.number ? "out" : "in");
    item.append(make("span", text.text || "(a text without words)", "bubble"));
    const price = cost(text);
    const words = [asTime.format(Date.parse(text.at)), segments(text.segments)];
    if (price !== null) words.push(money(price));
    const under = make("small", words.join(" · "));
    if (["failed", "undelivered"].includes(text.state)) {
      under.textContent += " · did not arrive";
      under.className = "bad";
    }
    item.append(under);
    this.list.append(item);
  }

  wait(text) {
    const item = make("li", "", "out waits");
    item.append(make("span", text.text, "bubble"));
    item.append(make("small", `waits until ${asNow.format(Date.parse(text.at))}`));
    return item;
  }

  showTotal(texts) {
    const prices = texts.map(cost).filter((price) => price !== null);
    const words = [
      texts.length === 1 ? "1 text" : `${texts.length} texts`,
      segments(texts.reduce((so, text) => so + text.segments, 0)),
    ];
    if (prices.length) words.push(money(prices.reduce((so, price) => so + price, 0)));
    this.total.textContent = words.join(" · ");
  }

  async send() {
    const words = this.box.value;
    if (!words.trim()) {
      this.box.focus();
      return;
    }
    const button = this.form.querySelector("button");
    this.used = performance.now();
    button.disabled = true;
    try {
      await ask("/demo/texts", { from: this.phone, text: words });
      if (this.box.value === words) this.box.value = "";
      trouble("");
    } catch (problem) {
      trouble(`The text was not sent: ${problem.message}`);
    }
    button.disabled = false;
    this.box.focus();
    quicken();
  }
}

// --- a call -----------------------------------------------------------------------------------------------

const KEYS = ["1", "2", "0"];

// A call to the group's number, heard on one phone; what the phone that is rung hears stands beside it.
class Call {
  constructor(phone) {
    this.phone = phone;
    this.panel = phone.root.querySelector(".call");
    this.list = this.panel.querySelector("ol");
    this.keys = this.panel.querySelector(".keys");
    this.button = phone.root.querySelector(".dial");
    this.button.addEventListener("click", () => (this.panel.hidden ? this.begin() : this.hangUp()));
  }

  begin() {
    this.list.replaceChildren();
    this.open(true);
    this.step({});
  }

  hangUp() {
    this.open(false);
    quicken();
  }

  open(on) {
    this.panel.hidden = !on;
    this.phone.list.hidden = on;
    this.button.textContent = on ? "Hang up" : "Call";
    this.keys.replaceChildren();
  }

  note(words) {
    this.list.append(make("li", words, "aside"));
    this.list.scrollTop = this.list.scrollHeight;
  }

  offer(choices) {
    this.keys.replaceChildren(...choices.map(([words, act]) => {
      const button = make("button", words);
      button.type = "button";
      button.addEventListener("click", act);
      return button;
    }));
  }

  // One request of the call; null where it was hung up meanwhile or failed.
  async hear(step, on) {
    this.offer([]);
    let answer;
    try {
      answer = await ask("/demo/calls", { from: this.phone.phone, ...step });
    } catch (problem) {
      trouble(`The call broke off: ${problem.message}`);
      this.hangUp();
      return null;
    }
    if (this.panel.hidden) return null;
    for (const said of answer.says) {
      const item = make("li", on ? `${on}: “${said.words}”` : `“${said.words}”`);
      item.lang = said.language;
      this.list.append(item);
    }
    this.list.scrollTop = this.list.scrollHeight;
    return answer;
  }

  async step(step) {
    const answer = await this.hear(step, "");
    if (answer === null) return;
    const choices = KEYS.map((key) => [key, () => this.press(answer.key_to, key)]);
    if (answer.ring && answer.key_to) this.offer([["0", () => this.press(answer.key_to, "0")], ["Wait", () => this.ring(answer.ring)]]);
    else if (answer.ring) this.ring(answer.ring);
    else if (answer.key_to) this.offer([...choices, ["No key", () => this.step({ path: answer.key_to })]]);
    else this.note("The call is over.");
    quicken();
  }

  press(path, key) {
    this.note(`Pressed ${key}.`);
    this.step({ path, key });
  }

  async ring(ring) {
    const there = { from: ring.phone, rung: true };
    const name = short(ring.phone);
    this.note(`${name}'s phone rings, and shows ${page.number}.`);
    const asked = await this.hear({ ...there, path: ring.ask }, `On ${name}'s phone`);
    if (asked === null) return;
    const after = () => this.step({ path: ring.after });
    if (asked.key_to === null) {
      after();
      return;
    }
    this.offer([
      [`${name} presses 1`, async () => {
        const taken = await this.hear({ ...there, path: asked.key_to, key: "1" }, `On ${name}'s phone`);
        if (taken === null) return;
        if (taken.connects) this.note("They talk. Neither sees the other's number.");
        this.offer([[`${name} hangs up`, after]]);
      }],
      ["Nobody takes it", after],
    ]);
  }
}

// --- all phones -------------------------------------------------------------------------------------------

// What this tab keeps over a reload. Without storage the page starts as if it were new.
function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // It is not kept.
  }
}

function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function firstPhones() {
  const phones = kept(SHOWN);
  if (Array.isArray(phones) && phones.length === FIRST.length) return phones.map(String);
  return FIRST.map(([phone]) => phone);
}

function offerPhones() {
  const phones = [...new Set([...state.names.keys(), ...state.texts.keys()])].sort();
  handsets.forEach((each) => each.offer(phones));
}

function showElsewhere() {
  const bar = found("elsewhere");
  const buttons = [...state.unread].filter(([, count]) => count).map(([phone, count]) => {
    const button = make("button", `${short(phone)} · ${count} new`);
    button.type = "button";
    button.addEventListener("click", () => open(phone));
    return button;
  });
  bar.replaceChildren(make("span", "Texts on other phones:", "label"), ...buttons);
  bar.hidden = !buttons.length;
}

// Shows a phone in the place of the one that was used least lately, but not of the first.
function open(phone) {
  const [, ...others] = handsets;
  const one = others.reduce((least, each) => (each.used < least.used ? each : least));
  one.use(phone);
  one.root.scrollIntoView({ block: "nearest", inline: "start" });
  one.box.focus({ preventScroll: true });
}

function inView() {
  const left = found("phones").getBoundingClientRect().left;
  const away = handsets.map((each) => Math.abs(each.root.getBoundingClientRect().left - left));
  return away.indexOf(Math.min(...away));
}

function showTabs() {
  const at = inView();
  const tabs = found("tabs");
  handsets.forEach((each, place) => {
    const button = tabs.children[place];
    button.textContent = short(each.phone);
    button.setAttribute("aria-current", String(place === at));
  });
}

function makeTabs() {
  handsets.forEach((each) => {
    const button = make("button");
    button.type = "button";
    button.addEventListener("click", () => each.root.scrollIntoView({ block: "nearest", inline: "start" }));
    found("tabs").append(button);
  });
  found("phones").addEventListener("scroll", showTabs, { passive: true });
}

function suggest(place, text) {
  const one = handsets[place];
  if (one.phone !== FIRST[place][0]) one.use(FIRST[place][0]);
  one.box.value = text;
  one.root.scrollIntoView({ block: "nearest", inline: "start" });
  one.box.focus();
}

function listen() {
  // The link is good once: a new one is fetched for the next click.
  found("desk").addEventListener("click", know);
  for (const button of document.querySelectorAll("[data-text]")) {
    button.addEventListener("click", () => suggest(Number(button.dataset.phone), button.dataset.text));
  }
  for (const button of document.querySelectorAll("[data-minutes]")) {
    button.addEventListener("click", () => move({ advance_minutes: Number(button.dataset.minutes) }));
  }
  for (const button of document.querySelectorAll("[data-next]")) {
    button.addEventListener("click", () => move({ to: tomorrow(Number(button.dataset.next)) }));
  }
  found("moveto").addEventListener("submit", (event) => {
    event.preventDefault();
    if (found("to").value < local(groupNow())) trouble("That is in the past. The group's clock only goes forward.");
    else move({ to: found("to").value });
  });
}

async function begin() {
  for (const id of ["away", "clock", "start", "tabs", "phones"]) found(id).hidden = false;
  const narrow = window.matchMedia("(max-width: 56rem)").matches;
  found("start").open = !(kept(READ) ?? narrow);
  found("start").addEventListener("toggle", () => keep(READ, !found("start").open));
  firstPhones().forEach((phone, place) => handsets.push(new Phone(phone, place)));
  makeTabs();
  listen();
  handsets.forEach((each) => each.show(false));
  offerPhones();
  showTabs();
  try {
    known(await ask("/demo.json"));
    found("to").value = local(groupNow());
  } catch (problem) {
    trouble(problem.message);
  }
  poll();
  setInterval(showClock, 1000);
  setInterval(async () => {
    try {
      setClock(await ask("/demo/clock"));
    } catch {
      // The next poll says what is wrong.
    }
  }, 15_000);
}

begin();
