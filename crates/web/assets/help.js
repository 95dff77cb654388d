// Words of danger show help while they are typed, before anything is sent, and nothing typed leaves the page for it.
// data-help-words is the list; it says at its top how it and a text are read. The server reads both the same way when the
// form arrives: crates/care, intake/inquiry/danger. Both are held against its sentences.txt.
"use strict";
(() => {
  const GLUED_MIN = 8, BETWEEN_MAX = 3, NUMBER = "9";
  const isNumber = (word) => /^[0-9]+$/.test(word);
  const put = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
  function wordsOfDanger(text) {
    const list = { same: new Map(), looks: new Map(), danger: new Map(), harmless: new Map(), glued: new Map() };
    const phrases = [];
    let under = "";
    for (const line of text.split("\n")) {
      if (line.startsWith("[")) under = line.slice(1, -1);
      else if (under === "same") list.same.set(...line.split(" = ").map((side, at) => at ? side.split(" ") : side));
      else if (under === "looks") [...line.slice(2)].forEach((like) => list.looks.set(like, line[0]));
      else phrases.push([under, line]);
    }
    for (const [told, line] of phrases) {
      const parts = line.split(" ").flatMap((word) => list.same.get(word) ?? [word]).map((word) =>
        ({ word, letters: word.replace(/[*~]+$/, ""), begins: word.endsWith("*"), slips: word.includes("~") }));
      // Phrases are kept by their first word, or by its first letter where it fits more than itself.
      const first = parts[0], open = first.begins || first.slips;
      put(told === "harmless" ? list.harmless : list.danger, open ? `${first.letters[0]}*` : first.letters, parts);
      const letters = line.replace(/[^\p{L}\p{N}]/gu, ""), gaps = line.split(" ").some((word) => word === "_" || word === NUMBER);
      if (told.endsWith(" now") && line.includes(" ") && !gaps && letters.length >= GLUED_MIN) put(list.glued, letters.slice(0, GLUED_MIN), letters);
    }
    return list;
  }
  const DIGITS = { 0: "o", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b" }, SIGNS = { "@": "a", $: "s", "!": "i", "*": "" };
  // A word is every spelling that it may have been meant in; none once it was crossed out.
  function spellings(typed) {
    const plain = typed.replaceAll("'", ""), whole = typed.replace(/^'+|'+$/g, ""), meant = [plain];
    if (/[0-9]/.test(plain) && /\p{Alphabetic}/u.test(plain)) {
      const as = (one) => plain.replace(/[013-578]/g, (digit) => DIGITS[digit] ?? one);
      meant.push(as("i"), ...(plain.includes("1") ? [as("l")] : []));
    }
    return whole.includes("'") ? [...meant, whole] : meant;
  }
  function joined(words) {
    const rows = [], isOne = (word) => [...word[0]].length === 1;
    words.forEach((word, at) => at && isOne(word) && isOne(words[at - 1]) ? rows.at(-1).push(word) : rows.push([word]));
    if (rows.length === words.length) return [];
    return [rows.map((row) => {
      const whole = row.map((word) => word[0]).join("");
      return row.length === 1 ? row[0] : [...spellings(whole), ...(/^[iayo]/.test(whole) ? [whole.slice(1)] : [])];
    })];
  }
  function readings(text, list) {
    const unseen = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;
    const texts = [...new Set([text.replace(unseen, ""), text.replace(unseen, " ")])];
    texts.push(...texts.map((one) => one.replace(/[@$!*](?=\p{Alphabetic})/gu, (sign) => SIGNS[sign])).filter((one, at) => one !== texts[at]));
    return texts.flatMap((one) => {
      const marked = one.replace(/[\u2018-\u201B\u2032\u02BC\u02BB\u00B4`\uFF07]/g, "'").normalize("NFKD").replace(/\p{M}/gu, "");
      const latin = [...marked].map((c) => (list.looks.get(c) ?? c).toLowerCase()).join("");
      const words = latin.split(/[^\p{Alphabetic}\p{N}']+/u).filter((typed) => /[^']/.test(typed)).map(spellings);
      const meant = (word) => list.same.get(word.find((spelling) => list.same.has(spelling)))?.map((other) => [other]) ?? [word];
      return [...joined(words), words].map((reading) => reading.flatMap(meant));
    });
  }
  // One letter left out, added, wrong, or swapped with its neighbor: never the first, nor the last of a mere beginning.
  function isOneSlipAway(word, typed, begins) {
    let at = 0;
    while (at < word.length && word[at] === typed[at]) at += 1;
    const goesOn = (byWord, byTyped) => {
      if (at + byWord > word.length || at + byTyped > typed.length) return false;
      const rest = word.slice(at + byWord), other = typed.slice(at + byTyped);
      return begins ? rest !== "" && other.startsWith(rest) : rest === other;
    };
    const swapped = word[at] === typed[at + 1] && word[at + 1] === typed[at];
    return at > 0 && /^\p{ASCII}*$/u.test(typed) && (goesOn(1, 1) || goesOn(1, 0) || goesOn(0, 1) || (swapped && goesOn(2, 2)));
  }
  const fits = (part, word) => word.some((typed) => part.word === NUMBER ? isNumber(typed)
    : (part.begins ? typed.startsWith(part.letters) : typed === part.letters) || (part.slips && isOneSlipAway(part.letters, typed, part.begins)));
  // How many words a phrase takes from `at` on; nothing where it does not fit.
  function lengthAt(parts, words, at, from = 0) {
    if (from === parts.length) return 0;
    if (parts[from].word === "_") {
      for (let between = 0; between <= BETWEEN_MAX && at + between <= words.length; between += 1) {
        if (between && !words[at + between - 1].length) return null;
        const length = lengthAt(parts, words, at + between, from + 1);
        if (length !== null) return between + length;
      }
      return null;
    }
    const length = at < words.length && fits(parts[from], words[at]) ? lengthAt(parts, words, at + 1, from + 1) : null;
    return length === null ? null : length + 1;
  }
  const lengths = (index, words, at) => words[at].flatMap((typed) => [...(index.get(isNumber(typed) ? NUMBER : typed) ?? []), ...(index.get(`${typed[0]}*`) ?? [])])
    .map((parts) => lengthAt(parts, words, at)).filter((length) => length !== null);
  const isGlued = (typed, list) => [...Array(typed.length).keys()].some((start) =>
    list.glued.get(typed.slice(start, start + GLUED_MIN))?.some((letters) => typed.startsWith(letters, start)));
  const tellsOfDanger = (text, list) => readings(text, list).some((words) => {
    words.forEach((_, at) => words.fill([], at, at + Math.max(0, ...lengths(list.harmless, words, at))));
    return words.some((word, at) => lengths(list.danger, words, at).length > 0 || word.some((typed) => isGlued(typed, list)));
  });
  document.querySelectorAll("[data-help-words]").forEach((help) => {
    const list = wordsOfDanger(help.dataset.helpWords), names = help.dataset.helpFields.split(" ");
    const form = help.closest("form");
    const look = () => {
      const danger = names.some((name) => tellsOfDanger(form?.elements[name]?.value ?? "", list));
      if (help.classList.contains("shown") !== danger) help.classList.toggle("shown", danger);
    };
    let timer;
    form?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 250); });
    look();
  });
})();
