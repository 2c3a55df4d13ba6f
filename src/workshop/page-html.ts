/**
 * A page of ours as a whole HTML document: headings, paragraphs, lists, fenced code, `code` and
 * links are all that the pages use.
 */
export function renderHtmlPage(markdown: string): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? '';
  const body = blocksOf(markdown).map(renderBlock).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 system-ui, sans-serif; color: light-dark(#1b1b1b, #e8e6e1); background: light-dark(#fff, #191a1c); }
a { color: light-dark(#1a56b0, #8ab4f8); }
pre { padding: 1rem; overflow-x: auto; background: light-dark(#f3f3f0, #26282b); font-size: 0.85em; line-height: 1.4; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
pre code { font-size: 1em; overflow-wrap: normal; }
@media print { :root { color-scheme: light; } body { margin: 0; font-size: 11pt; } pre { white-space: pre-wrap; } }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** Texts between empty lines; a fence keeps its own empty lines. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let current: string[] = [];
  let isFenced = false;
  const close = (): void => {
    if (current.length > 0) blocks.push(current.join('\n'));
    current = [];
  };
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      if (!isFenced) close();
      current.push(line);
      if (isFenced) close();
      isFenced = !isFenced;
    } else if (line === '' && !isFenced) close();
    else current.push(line);
  }
  close();
  return blocks;
}

function renderBlock(block: string): string {
  const [first = '', ...rest] = block.split('\n');
  if (first.startsWith('```'))
    return `<pre><code>${escapeHtml(rest.slice(0, -1).join('\n'))}</code></pre>`;
  const heading = /^(#+) (.*)$/.exec(first);
  if (heading !== null)
    return `<h${heading[1]!.length}>${renderInline(heading[2]!)}</h${heading[1]!.length}>`;
  if (/^\d+\. /.test(first)) return `<ol>\n${itemsOf(block, /^\d+\. /)}\n</ol>`;
  if (first.startsWith('- ')) return `<ul>\n${itemsOf(block, /^- /)}\n</ul>`;
  return `<p>${renderInline(block)}</p>`;
}

function itemsOf(block: string, mark: RegExp): string {
  return block
    .split('\n')
    .map((line) => `<li>${renderInline(line.replace(mark, ''))}</li>`)
    .join('\n');
}

/** Code is taken first, so that nothing in it is read as something else. */
function renderInline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`.+`$/.test(part)
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : escapeHtml(part).replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>'),
    )
    .join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
