/* Reckons with the numbers she types. Nothing is kept or sent. Without it the tables and sheets stay as they are. */
const all = (where, what) => [...where.querySelectorAll(what)];
const show = (element, shown) => { if (element) element.hidden = !shown; };

/* A number is a whole count of 10⁻²⁰: a field holds 20 signs, so nothing is ever rounded on the way.
   Read by the same rule as courses/reckoning.py. */
const PLACES = 20;
const power = (places) => BigInt(10) ** BigInt(places);
const digit = (sign) => {
  if (!/\p{Nd}/u.test(sign)) return { "٫": ".", "٬": ",", "’": "" }[sign] ?? sign;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - value - 1))) value++;
  return String(value);
};
const read = (text) => {
  let plain = [...text].filter((sign) => !/\s/.test(sign)).map(digit).join("");
  const last = Math.max(plain.lastIndexOf("."), plain.lastIndexOf(","));
  if (last >= 0) {
    const several = /[.,].*[.,]/.test(plain);
    const thousands = plain.length - last === 4 && plain[0] !== "0" && (several || plain[last] === ",");
    const [whole, rest] = thousands ? [plain, ""] : [plain.slice(0, last), plain.slice(last + 1)];
    plain = whole.replace(/[.,]/g, "") + (rest && `.${rest}`);
  }
  if (!/^[0-9]*\.?[0-9]+$/.test(plain)) return null;
  const [whole, rest = ""] = plain.split(".");
  return BigInt(whole + rest.padEnd(PLACES, "0"));
};
const inCents = (value, places = PLACES) => value / power(places - 2);

/* As the reader's language writes it, in the digits of the rest of the page. */
const numbers = new Intl.NumberFormat(`${document.documentElement.lang || "en"}-u-nu-latn`);
const point = numbers.formatToParts(1.5).find(({ type }) => type === "decimal").value;
const write = (cents) => {
  const size = cents < 0 ? -cents : cents;
  const rest = String(size % power(2)).padStart(2, "0").replace(/0+$/, "");
  return (cents < 0 ? "−" : "") + numbers.format(size / power(2)) + (rest && point + rest);
};

const remittance = (tool) => {
  const typed = all(tool, "[data-typed]");
  const field = (where, name) => where.querySelector(`[data-in=${name}]`).value;
  const arrives = (sent, fee, rate) =>
    [sent, fee, rate].includes(null) || fee > sent ? null : inCents((sent - fee) * rate, 2 * PLACES);
  const reckon = () => {
    const sent = read(field(tool, "sent"));
    const sums = typed.map((each) => arrives(sent, read(field(each, "fee")), read(field(each, "rate"))));
    const most = sums.reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null);
    const best = most !== null && sums.indexOf(most) === sums.lastIndexOf(most) ? sums.indexOf(most) : -1;
    tool.querySelector("[data-sent]").textContent = sent === null ? "–" : write(inCents(sent));
    show(tool.querySelector("[data-example]"), false);
    show(tool.querySelector("[data-result]"), best >= 0);
    all(tool, "[data-offer]").forEach((row, place) => {
      const set = (name, text) => { row.querySelector(`[data-${name}]`).textContent = text; };
      set("fee", field(typed[place], "fee"));
      set("rate", field(typed[place], "rate"));
      set("arrives", sums[place] === null ? "–" : write(sums[place]));
      show(row.querySelector("[data-most]"), place === best);
      if (place !== best) return;
      tool.querySelector("[data-best-name]").textContent = row.querySelector("[data-name]").textContent;
      tool.querySelector("[data-best-sum]").textContent = write(most);
    });
  };
  show(tool.querySelector("[data-own]"), true);
  tool.addEventListener("input", reckon);
};

const budget = (tool) => {
  const typed = (kind) => all(tool, `[data-kind=${kind}]`).map((field) => read(field.value) ?? BigInt(0));
  const sum = (kind) => inCents(typed(kind).reduce((a, b) => a + b, BigInt(0)));
  tool.addEventListener("input", () => {
    const left = sum("in") - sum("out") - sum("keep");
    for (const output of all(tool, "[data-total]")) output.value = write(sum(output.dataset.total));
    tool.querySelector("[data-left]").value = write(left);
    show(tool.querySelector("[data-short]"), left < 0);
  });
};

if (typeof BigInt === "function") {
  all(document, "[data-remittance]").forEach(remittance);
  all(document, "[data-budget]").forEach(budget);
}
