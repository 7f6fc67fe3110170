// Writes src/RerankFunctions.Unicode/CanonicalForms.txt from the Unicode data in Node's own ICU:
//   node eng/unicode/canonical-forms.mjs > src/RerankFunctions.Unicode/CanonicalForms.txt
// JavaScript gives normal forms and no combining classes, but only the classes' order matters, and that shows in how marks are sorted.

const hangul = c => c >= 0xac00 && c <= 0xd7a3;          // composed by rule, not by table
const characters = [];
for (let c = 0; c <= 0x10ffff; c++)
  if ((c < 0xd800 || c > 0xdfff) && !hangul(c)) characters.push(String.fromCodePoint(c));
const hex = text => [...text].map(c => c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')).join(' ');

// A mark moves before one of a higher class, and past one of a lower class: U+0334 has the lowest, 1, and U+0345 the highest, 240.
const before = (first, second) => (second + first).normalize('NFD') === first + second;
const isMark = c => c.normalize('NFD') === c && (before('\u0334', c) || before(c, '\u0345'));
const marks = characters.filter(isMark).sort((a, b) => before(a, b) ? -1 : before(b, a) ? 1 : a < b ? -1 : 1);
const classes = [];
for (const mark of marks) {
  if (classes.length === 0 || before(classes.at(-1)[0], mark)) classes.push([]);
  classes.at(-1).push(mark);
}

console.log(`# Canonical forms of Unicode ${process.versions.unicode}, written by eng/unicode/canonical-forms.mjs.`);
console.log('# class: the marks of a combining class, the classes in their order');
for (const marksOfClass of classes) console.log(`class ${hex(marksOfClass.join(''))}`);

console.log('# full: a character = what it stands for, in full; one that is never composed again');
console.log('# pair: a character = the two that compose it');
for (const c of characters) {
  const full = [...c.normalize('NFD')];
  if (full.length === 1 && full[0] === c) continue;
  const composed = c.normalize('NFC') === c;
  if (!composed) { console.log(`full ${hex(c)}=${hex(full.join(''))}`); continue; }
  const first = full.slice(0, -1).join('').normalize('NFC'), last = full.at(-1);
  if ([...first].length !== 1 || (first + last).normalize('NFC') !== c) throw new Error(`No pair composes ${hex(c)}`);
  console.log(`pair ${hex(c)}=${hex(first + last)}`);
}
