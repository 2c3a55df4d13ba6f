import type { Finding } from '../../check/rule.ts';
import { type ProjectFindings, shownPath } from './finding-report.ts';

/**
 * The findings as JUnit XML: one suite a project, one case a finding, in the class of its rule. A
 * hint is a skipped case, as it fails nothing; a project without findings has one case that passed,
 * since several readers refuse an empty suite.
 */
export function renderJunit(reports: readonly ProjectFindings[]): string {
  const suites = reports.map(({ root, findings }) => {
    const failures = findings.filter(({ severity }) => severity !== 'hint').length;
    const cases = findings.map((finding) => renderCase(root, finding));
    if (cases.length === 0)
      cases.push('    <testcase name="nothing found" classname="dynoready"/>');
    const head = `name=${quoted(root)} tests="${cases.length}" failures="${failures}" errors="0" skipped="${findings.length - failures}"`;
    return [`  <testsuite ${head}>`, ...cases, '  </testsuite>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="dynoready">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function renderCase(root: string, finding: Finding): string {
  const path = shownPath(root, finding.file);
  const position = finding.file === undefined ? '' : `:${finding.line}:${finding.column}`;
  const place = finding.file === undefined ? '' : ` file=${quoted(path)} line="${finding.line}"`;
  const head = `    <testcase name=${quoted(`${path}${position}`)} classname=${quoted(`dynoready.${finding.rule}`)}${place}>`;
  const verdict =
    finding.severity === 'hint'
      ? `      <skipped message=${quoted(finding.what)}/>`
      : `      <failure type="${finding.severity}" message=${quoted(finding.what)}>${escaped(`${finding.why}\n${finding.next}`)}</failure>`;
  return [head, verdict, '    </testcase>'].join('\n');
}

function escaped(text: string): string {
  // XML 1.0 has no way to write the other control characters and half surrogates, not even escaped.
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(
      /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}
