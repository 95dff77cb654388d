// What a page of staff measures. Run by the driver, so the page's policy does not bind it.
const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
const named = (element) => {
  const words = (element.textContent || element.getAttribute('aria-label') || element.name || '').trim().replace(/\s+/g, ' ').slice(0, 40);
  const kind = [element.tagName.toLowerCase(), ...element.classList].join('.');
  return `${kind} “${words}”`;
};
const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
const style = (element) => getComputedStyle(element);
// What only assistive technology reads is as small as can be, and cut on purpose.
const forEyes = (element) => !/inset\(50%\)/.test(style(element).clipPath) && element.clientHeight > 1;

// What is pressed: a box of its own, or a line of its own. Within a sentence it is as high as the line is.
const pressed = (element) => {
  if (element.matches('.row-link')) return element.closest('tr');
  if (element.matches('[type=radio], [type=checkbox]')) return element.closest('label, .choice') ?? element;
  if (style(element).display !== 'inline') return element;
  let block = element.parentElement;
  while (style(block).display === 'inline') block = block.parentElement;
  return block.textContent.trim() === element.textContent.trim() ? block : null;
};
const LEAST = 24;
const small = all('body :is(a[href], button, select, textarea, summary, input:not([type=hidden]))')
  .filter((element) => !element.matches('.skip'))
  .map((element) => [element, pressed(element)?.getBoundingClientRect()])
  .filter(([, box]) => box && (box.height < LEAST - 0.5 || box.width < LEAST - 0.5))
  .map(([element, box]) => `${named(element)} ${Math.round(box.width)}×${Math.round(box.height)}`);

const cut = all('main *, .chrome *')
  .filter((element) => !element.closest('svg') && !element.matches('input, select, textarea') && forEyes(element))
  .filter((element) => {
    const { overflowX, overflowY } = style(element), hides = (how) => how === 'hidden' || how === 'clip';
    return (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
      || (hides(overflowX) && element.scrollWidth > element.clientWidth + 1)
      // A block of a week hides nothing: what it says is chosen to fit, or it stands on the block below.
      || (element.matches('.week li') && (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1));
  })
  .map(named);

// The reds as this browser writes them, in the scheme that is shown.
const reds = ['--urgent-fill', '--urgent-tint'].map((token) => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.backgroundColor = `var(${token})`;
  const color = style(probe).backgroundColor;
  probe.remove();
  return color;
});
const SAFETY = '.in-danger, .help-first, .help-now, .alerts';
const red = all('body *')
  .filter((element) => reds.includes(style(element).backgroundColor) || (element.closest('svg') && reds.includes(style(element).fill)))
  .filter((element) => !element.closest(SAFETY))
  .map(named);

const rows = all('main .table tbody tr').map((row) => Math.round(row.getBoundingClientRect().height)).sort((one, other) => one - other);
const here = all('.main-nav [aria-current]').map((element) => element.getBoundingClientRect());
return {
  height: document.documentElement.scrollHeight,
  headings: all('h1').length,
  rows: rows.length,
  row: rows[Math.floor(rows.length / 2)] ?? 0,
  row_most: rows.at(-1) ?? 0,
  small: [...new Set(small)],
  cut: [...new Set(cut)],
  red: [...new Set(red)],
  hints: all('.filter .field .hint').map(named),
  places: here.length,
  places_in_view: here.filter((box) => box.top >= 0 && box.bottom <= innerHeight).length,
};
