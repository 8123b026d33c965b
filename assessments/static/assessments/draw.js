/* Which questions an attempt asks and in what order: the rules of assessments/drawing.py, word for word, for a phone that
   begins an attempt without the server. tests/assessments/vectors.json holds draws that both must make. */

/** The keys of the options, and of partners or groups, as this attempt shows them. */
export function arrange(question, seed) {
  const keys = question.options.map((option) => option.key);
  const partners = [...new Set(question.options.map((option) => option.match_key))];
  if (["true_false", "hotspot", "oral", "practice"].includes(question.kind)) return [keys, []];
  let options = shuffle(keys, seed, question.key, "option");
  if (question.kind === "ordering" && options.every((key, at) => key === keys[at])) {
    options = [...options.slice(1), ...options.slice(0, 1)];
  }
  if (question.kind === "matching") return [options, shuffle(partners, seed, question.key, "partner")];
  return [options, question.kind === "groups" ? partners : []];
}

/** Versions to ask, parts that could not be filled, fixed questions that could not be asked. */
export function draw({ bank, parts, seed, destination, origin = "", facts = [], originFacts = [], fixed = [], form = "" }) {
  const ranked = usable(bank, seed, { destination, origin, facts, originFacts });
  const first = new Map();
  const missing = [];
  for (const key of new Set(fixed)) {
    const item = always(bank.find((one) => one.key === key), ranked, form);
    if (!item) missing.push(key);
    else if (!first.has(kin(item))) first.set(kin(item), item);
  }
  const families = oneOfEachFamily(ranked, form);
  const taken = parts.map(() => []);
  const turns = parts.map((part, place) => place);
  const byLevel = [...turns.filter((at) => parts[at].level), ...turns.filter((at) => !parts[at].level)];
  for (const place of byLevel) {
    const used = new Set([...first.keys(), ...taken.flat().map(kin)]);
    taken[place] = fill(parts[place], families.filter((item) => !used.has(kin(item))));
  }
  const shortfalls = turns.filter((at) => taken[at].length < parts[at].count);
  return {
    versions: [...first.values(), ...taken.flat()].map((item) => item.version),
    shortfalls: shortfalls.map((at) => [at, taken[at].length]),
    missing,
  };
}

/** For each question she missed one that asks the same in other words; where there is none, the same again. */
export function parallel({ bank, missed, seed, destination, origin = "", facts = [], originFacts = [] }) {
  const ranked = usable(bank, seed, { destination, origin, facts, originFacts });
  const others = oneOfEachFamily(ranked.filter((item) => !missed.includes(item.key)), "");
  const versions = new Set();
  const missing = [];
  for (const key of new Set(missed)) {
    const named = bank.find((item) => item.key === key);
    const other = named && others.find((item) => kin(item) === kin(named));
    const found = other || ranked.find((item) => item.key === key);
    if (found) versions.add(found.version);
    else missing.push(key);
  }
  return { versions: [...versions], missing };
}

export function rank(seed, ...names) {
  return sha256([seed, ...names].join(":"));
}

function shuffle(keys, seed, question, side) {
  return sorted(keys, (key) => [rank(seed, question, side, key), key]);
}

function usable(bank, seed, { destination, origin, facts, originFacts }) {
  const may = bank.filter(
    (item) =>
      !item.retired &&
      (!item.destinations.length || item.destinations.includes(destination)) &&
      (!item.origins.length || item.origins.includes(origin)) &&
      (!item.fact || facts.includes(item.fact)) &&
      (!item.origin_fact || originFacts.includes(item.origin_fact)),
  );
  return sorted(may, (item) => [rank(seed, item.key), item.key]);
}

function kin(item) {
  return item.family ? `family:${item.family}` : `question:${item.key}`;
}

function always(named, ranked, form) {
  if (!named) return undefined;
  const family = ranked.filter((item) => kin(item) === kin(named));
  const wanted = family.find((item) => form && item.form === form);
  return wanted || family.find((item) => item.key === named.key) || family[0];
}

function oneOfEachFamily(ranked, form) {
  const found = new Map();
  for (const item of [...ranked.filter((one) => form && one.form === form), ...ranked]) {
    if (!found.has(kin(item))) found.set(kin(item), item);
  }
  return ranked.filter((item) => found.get(kin(item)) === item);
}

/** One of each difficulty in turn, easiest first; the rank decides within a difficulty. */
function fill(part, candidates) {
  const wanted = candidates.filter((item) => item.topic === part.topic && (!part.level || part.level === item.level));
  const turns = new Map();
  const seats = wanted.map((item) => {
    turns.set(item.level, (turns.get(item.level) || 0) + 1);
    return [turns.get(item.level), item.level, item];
  });
  return sorted(seats, (seat) => seat.slice(0, 2)).slice(0, part.count).map((seat) => seat[2]);
}

/** By what `of` says of each: numbers, or text by its code points as Python compares it. */
function sorted(things, of) {
  const told = things.map((thing) => [of(thing), thing]);
  told.sort(([one], [other]) => one.reduce((found, each, at) => found || compare(each, other[at]), 0));
  return told.map(([, thing]) => thing);
}

function compare(one, other) {
  if (typeof one === "number") return one - other;
  const [mine, hers] = [Array.from(one), Array.from(other)];
  const at = mine.findIndex((sign, place) => sign !== hers[place]);
  if (at < 0) return mine.length - hers.length;
  return at < hers.length ? mine[at].codePointAt(0) - hers[at].codePointAt(0) : 1;
}

/* Its own SHA-256 (FIPS 180-4): a page of a class network has no secure context, so no crypto.subtle. */
const PRIMES = [];
for (let number = 2; PRIMES.length < 64; number += 1) if (PRIMES.every((prime) => number % prime)) PRIMES.push(number);
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const turn = (word, by) => (word >>> by) | (word << (32 - by));

function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  bytes.forEach((byte, at) => blocks.setUint8(at, byte));
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);
  let state = START;
  for (let block = 0; block < blocks.byteLength; block += 64) state = mixed(state, blocks, block);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function mixed(state, blocks, block) {
  const words = [];
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    if (at < 16) words.push(blocks.getInt32(block + at * 4));
    else {
      const [low, high] = [words[at - 15], words[at - 2]];
      const small = turn(low, 7) ^ turn(low, 18) ^ (low >>> 3);
      const large = turn(high, 17) ^ turn(high, 19) ^ (high >>> 10);
      words.push((words[at - 16] + small + words[at - 7] + large) | 0);
    }
    const choice = (e & f) ^ (~e & g);
    const heavy = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + ROUNDS[at] + words[at]) | 0;
    const light = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + heavy) | 0, c, b, a, (heavy + light) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) | 0);
}
