/**
 * Sorts and filters the table of a fleet's page. It reads what the page holds, and asks for nothing
 * from elsewhere. Without it, the page shows every row, the worst first.
 */
export const FLEET_PAGE_SCRIPT = `'use strict';
const table = document.querySelector('#repositories');
const body = table.tBodies[0];
const rows = Array.from(body.rows);
const words = document.querySelector('#words');
const status = document.querySelector('#status');
const rule = document.querySelector('#rule');
const shown = document.querySelector('#shown');
function filter() {
  const wanted = words.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    const fits = (status.value === '' || row.dataset.status === status.value)
      && (rule.value === '' || row.dataset.rules.split(' ').includes(rule.value))
      && row.cells[0].textContent.toLowerCase().includes(wanted);
    row.hidden = !fits;
    if (fits) count += 1;
  }
  shown.textContent = count + ' of ' + rows.length + ' shown';
}
function valueOf(row, column) {
  const text = row.cells[column].textContent;
  return row.cells[column].classList.contains('number') ? Number(row.cells[column].dataset.value || text) : text;
}
function sort(heading) {
  const column = heading.cellIndex;
  const before = heading.getAttribute('aria-sort');
  const isNumber = heading.classList.contains('number');
  const descending = before === null ? isNumber : before === 'ascending';
  for (const one of table.tHead.rows[0].cells) one.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  rows.sort((a, b) => {
    const [x, y] = [valueOf(a, column), valueOf(b, column)];
    return (x < y ? -1 : x > y ? 1 : 0) * (descending ? -1 : 1);
  });
  body.append(...rows);
}
for (const heading of table.tHead.rows[0].cells)
  heading.querySelector('button').addEventListener('click', () => sort(heading));
for (const control of [words, status, rule]) control.addEventListener('input', filter);
for (const button of document.querySelectorAll('button.rule'))
  button.addEventListener('click', () => {
    rule.value = button.dataset.rule;
    filter();
    table.scrollIntoView();
  });
document.querySelector('#controls').hidden = false;
filter();
`;
