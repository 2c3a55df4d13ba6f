import type { RemovedApi } from './removed-api.ts';

/** Name, what to write instead, packages that bring it back. */
type Row = readonly [string, string, ...string[]];

const removedIn = (line: string, rows: readonly Row[]): RemovedApi[] =>
  rows.map(([path, instead, ...broughtBackBy]) => ({
    path,
    removedIn: line,
    instead,
    ...(broughtBackBy.length === 0 ? {} : { broughtBackBy }),
  }));

const COLLECTIONS =
  'Callable Container Generator Hashable Iterable Iterator Mapping MutableMapping MutableSequence MutableSet Sequence Set Sized';

/**
 * Modules and names that left the standard library, by the line of Python without them. Those up to
 * 3.13 were tried on 3.6 to 3.13, those of 3.14 and 3.15 are as documented. Source: What's New In
 * Python 3.8 to 3.15, "Removed", and PEP 594; read 2026-11-30.
 */
export const REMOVED_FROM_PYTHON: readonly RemovedApi[] = [
  ...removedIn('3.8', [
    ['cgi.escape', 'html.escape'],
    ['cgi.parse_qs', 'urllib.parse.parse_qs'],
    ['macpath', 'os.path'],
    ['platform.dist', 'the package distro'],
    ['platform.linux_distribution', 'the package distro'],
    ['time.clock', 'time.perf_counter'],
  ]),
  ...removedIn('3.9', [
    ['base64.decodestring', 'base64.decodebytes'],
    ['base64.encodestring', 'base64.encodebytes'],
    ['dummy_threading', 'threading'],
    ['fractions.gcd', 'math.gcd'],
    ['xml.etree.cElementTree', 'xml.etree.ElementTree'],
  ]),
  ...removedIn('3.10', [
    ...COLLECTIONS.split(' ').map(
      (name): Row => [`collections.${name}`, `collections.abc.${name}`],
    ),
    ['formatter', 'code of your own'],
    ['parser', 'ast'],
    ['symbol', 'ast'],
  ]),
  ...removedIn('3.11', [
    ['asyncio.coroutine', 'async def'],
    ['binhex', 'binascii'],
    ['gettext.lgettext', 'gettext.gettext'],
    ['inspect.formatargspec', 'inspect.signature'],
    ['inspect.getargspec', 'inspect.getfullargspec'],
  ]),
  ...removedIn('3.12', [
    ['asynchat', 'asyncio', 'pyasynchat'],
    ['asyncore', 'asyncio', 'pyasyncore'],
    ['configparser.SafeConfigParser', 'configparser.ConfigParser'],
    ['distutils', 'sysconfig, shutil or packaging.version', 'setuptools'],
    ['imp', 'importlib', 'zombie-imp'],
    ['importlib.find_loader', 'importlib.util.find_spec'],
    ['locale.format', 'locale.format_string'],
    ['pkgutil.ImpImporter', 'importlib'],
    ['smtpd', 'the package aiosmtpd'],
    ['ssl.match_hostname', 'ssl.SSLContext.check_hostname'],
    ['ssl.wrap_socket', 'ssl.SSLContext.wrap_socket'],
  ]),
  ...removedIn('3.13', [
    ['aifc', 'the package standard-aifc', 'standard-aifc'],
    ['audioop', 'the package audioop-lts', 'audioop-lts'],
    ['cgi', 'email.message, urllib.parse, or the package legacy-cgi', 'legacy-cgi'],
    ['cgitb', 'traceback, or the package legacy-cgi', 'legacy-cgi'],
    ['chunk', 'the package standard-chunk', 'standard-chunk'],
    ['crypt', 'hashlib, or the packages bcrypt and argon2-cffi', 'legacycrypt'],
    ['imghdr', 'the package filetype or puremagic, or Pillow', 'standard-imghdr'],
    ['lib2to3', 'the package fissix or libcst'],
    ['locale.resetlocale', 'locale.setlocale(locale.LC_ALL, "")'],
    ['mailcap', 'mimetypes', 'standard-mailcap'],
    ['msilib', 'nothing, since it is for Windows'],
    ['nis', 'nothing, since it is no longer kept'],
    ['nntplib', 'the package standard-nntplib', 'standard-nntplib'],
    ['ossaudiodev', 'nothing, since it is no longer kept'],
    ['pipes', 'subprocess, and shlex.quote', 'standard-pipes'],
    ['re.template', 're.compile'],
    ['sndhdr', 'the package filetype or puremagic', 'standard-sndhdr'],
    ['spwd', 'the package python-pam'],
    ['sunau', 'the package standard-sunau', 'standard-sunau'],
    ['telnetlib', 'the package telnetlib3', 'standard-telnetlib'],
    ['tkinter.tix', 'tkinter.ttk'],
    ['typing.io', 'typing'],
    ['typing.re', 're'],
    ['unittest.findTestCases', 'unittest.TestLoader.loadTestsFromModule'],
    ['unittest.makeSuite', 'unittest.TestLoader.loadTestsFromTestCase'],
    ['uu', 'base64', 'standard-uu'],
    ['xdrlib', 'the package standard-xdrlib', 'standard-xdrlib'],
  ]),
  ...removedIn('3.14', [
    ['ast.Bytes', 'ast.Constant'],
    ['ast.Ellipsis', 'ast.Constant'],
    ['ast.NameConstant', 'ast.Constant'],
    ['ast.Num', 'ast.Constant'],
    ['ast.Str', 'ast.Constant'],
    ['asyncio.FastChildWatcher', 'asyncio, which needs no child watcher any more'],
    ['asyncio.SafeChildWatcher', 'asyncio, which needs no child watcher any more'],
    ['asyncio.set_child_watcher', 'asyncio, which needs no child watcher any more'],
    ['importlib.abc.ResourceReader', 'importlib.resources.abc.ResourceReader'],
    ['importlib.abc.Traversable', 'importlib.resources.abc.Traversable'],
    ['pkgutil.find_loader', 'importlib.util.find_spec'],
    ['pkgutil.get_loader', 'importlib.util.find_spec'],
    ['pty.master_open', 'pty.openpty'],
    ['sqlite3.version', 'sqlite3.sqlite_version'],
    ['urllib.parse.Quoter', 'urllib.parse.quote'],
    ['urllib.request.FancyURLopener', 'urllib.request.urlopen'],
    ['urllib.request.URLopener', 'urllib.request.urlopen'],
  ]),
  ...removedIn('3.15', [
    ['ctypes.SetPointerType', 'ctypes.POINTER'],
    ['http.server.CGIHTTPRequestHandler', 'http.server.SimpleHTTPRequestHandler'],
    ['platform.java_ver', 'platform.python_implementation'],
    ['sre_compile', 're'],
    ['sre_constants', 're'],
    ['sre_parse', 're'],
  ]),
];
