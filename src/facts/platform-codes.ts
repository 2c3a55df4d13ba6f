/** An error code of the router (H), the dyno manager (R) or the log system (L). */
export interface PlatformCode {
  /** As the log prints it. */
  readonly title: string;
  /** What happened, in one or two sentences. */
  readonly what: string;
  /** What to do about it. */
  readonly next: string;
  /** HTTP status that the visitor gets; undefined when no request is concerned. */
  readonly status?: number;
}

/** Where the codes are documented. Titles and behaviour read 2026-11-23. */
export const PLATFORM_CODES_SOURCE = 'https://devcenter.heroku.com/articles/error-codes';

const HEROKU_SIDE =
  'Nothing in the project causes this. Look at https://status.heroku.com and retry.';
const LOG_SIDE =
  'Log less, or give the receiver of the logs more room; lines were dropped, the app itself is well.';

/** Every code, by its name in capital letters. */
export const PLATFORM_CODES = {
  H10: {
    title: 'App crashed',
    what: 'The web dyno crashed, or did not come up in time, so nobody could answer the request.',
    next: 'Read the log above the crash. Locally: dynoready rehearse shows the same crash with its traceback.',
    status: 503,
  },
  H11: {
    title: 'Backlog too deep',
    what: 'Requests arrive faster than the dynos answer them, and the queue is full.',
    next: 'Answer faster, or add dynos: heroku ps:scale web=2',
    status: 503,
  },
  H12: {
    title: 'Request timeout',
    what: 'The app sent nothing within 30 seconds. The visitor got an error while the process worked on.',
    next: 'Move slow work out of the request (a worker process), and set a timeout below 30 s in gunicorn.',
    status: 503,
  },
  H13: {
    title: 'Connection closed without response',
    what: 'The process accepted the request and closed the connection with nothing written, often because a worker was killed meanwhile.',
    next: "Look for a worker timeout or a crash in the app's log at that second.",
    status: 503,
  },
  H14: {
    title: 'No web dynos running',
    what: 'No web process runs: the Procfile has no line `web: …`, or web is scaled to zero.',
    next: 'Write a Procfile (dynoready init --only procfile), or scale: heroku ps:scale web=1',
    status: 503,
  },
  H15: {
    title: 'Idle connection',
    what: 'The app had begun to answer and then sent no byte for 55 seconds.',
    next: 'Send something at least every 55 seconds, or finish the response sooner.',
    status: 503,
  },
  H17: {
    title: 'Poorly formatted HTTP response',
    what: 'What the process sent is not HTTP: a broken status line or header.',
    next: 'Let gunicorn or another HTTP server speak; look for raw writes to the socket and line breaks in header values.',
    status: 503,
  },
  H18: {
    title: 'Server Request Interrupted',
    what: 'The app sent part of a response, then its connection broke.',
    next: 'Look for a worker that was killed in the middle of a response (timeout, memory).',
    status: 503,
  },
  H19: {
    title: 'Backend connection timeout',
    what: 'The router could not connect to the dyno within 5 seconds: its queue of connections is full, or it hangs.',
    next: 'Add workers, threads or dynos; look for something that blocks the whole process.',
    status: 503,
  },
  H20: {
    title: 'App boot timeout',
    what: 'The router waited 75 seconds for a dyno that was still starting.',
    next: 'Start faster: no migrations, no downloads, no collectstatic in the web command.',
    status: 503,
  },
  H21: {
    title: 'Backend connection refused',
    what: 'Nothing listens on the port of the dyno, although its process runs.',
    next: 'Bind 0.0.0.0:$PORT, not localhost and not a fixed port; gunicorn does so by itself when no --bind is given.',
    status: 503,
  },
  H22: {
    title: 'Connection limit reached',
    what: 'Too many connections are open to one dyno.',
    next: 'Add dynos.',
    status: 503,
  },
  H24: {
    title: 'Forced close',
    what: 'A router was shut down in the middle of the request.',
    next: HEROKU_SIDE,
  },
  H25: {
    title: 'HTTP Restriction',
    what: 'The response breaks a limit of the router: a wrong Content-Length, a header above 512 kB, a status line above 8 kB.',
    next: 'Look for a very large cookie or header, and for a Content-Length set by hand.',
    status: 502,
  },
  H26: {
    title: 'Request Error',
    what: "The visitor's request is not valid HTTP, names no host, or breaks a limit: 8 kB for its first line and each header, 1,000 headers.",
    next: 'Nothing to do, unless the client is yours.',
    status: 400,
  },
  H27: {
    title: 'Client Request Interrupted',
    what: 'The visitor went away before the answer was there.',
    next: 'Nothing to do when rare; when frequent, the pages are slow.',
    status: 499,
  },
  H28: {
    title: 'Client Connection Idle',
    what: 'The visitor sent or took nothing for 55 seconds.',
    next: 'Nothing to do when rare; large uploads belong directly into object storage.',
    status: 499,
  },
  H31: {
    title: 'Misdirected Request',
    what: 'The request came to the wrong router, as with an old DNS record.',
    next: 'Check the DNS target with: heroku domains',
    status: 421,
  },
  H32: {
    title: 'TLS Certificate Mismatch',
    what: 'The certificate does not fit the name that was asked for.',
    next: 'Check with: heroku certs',
  },
  H33: {
    title: 'HTTP/2 Stream Broken',
    what: 'An HTTP/2 stream between visitor and router broke off.',
    next: 'Nothing to do when rare.',
  },
  H34: {
    title: 'All up dynos are quarantined',
    what: 'The router could reach none of the dynos that are up, and keeps away from them for a while.',
    next: 'Look for H19 and H21 before it.',
  },
  H80: {
    title: 'Maintenance mode',
    what: 'Maintenance mode is on.',
    next: 'Switch it off: heroku maintenance:off',
    status: 503,
  },
  H81: {
    title: 'Blank app',
    what: 'Nothing was deployed yet.',
    next: 'Deploy: git push heroku main',
    status: 503,
  },
  H82: {
    title: 'Dyno hour pool used up',
    what: "The month's eco dyno hours are used up.",
    next: 'Choose another dyno type, or wait for the next month.',
    status: 503,
  },
  H83: {
    title: 'Planned Service Degradation',
    what: 'Heroku limits the service for a planned time.',
    next: HEROKU_SIDE,
    status: 503,
  },
  H99: { title: 'Platform error', what: 'An error inside Heroku.', next: HEROKU_SIDE, status: 503 },
  R10: {
    title: 'Boot timeout',
    what: 'The web process did not bind $PORT on all interfaces within 60 seconds and was killed.',
    next: 'Bind 0.0.0.0:$PORT (gunicorn does so by itself), and keep slow work out of the start.',
  },
  R12: {
    title: 'Exit timeout',
    what: 'A process was still alive 30 seconds after SIGTERM and was killed; requests in flight were lost.',
    next: 'Let the web command be the server itself (exec), and keep graceful_timeout below 30.',
  },
  R13: {
    title: 'Attach error',
    what: 'A one-off dyno could not be attached to its terminal.',
    next: 'Retry; check that the network lets port 5000 out.',
  },
  R14: {
    title: 'Memory quota exceeded',
    what: 'The dyno uses more memory than it has and swaps: everything becomes slow.',
    next: 'Fewer gunicorn workers (WEB_CONCURRENCY), preload_app, or a larger dyno.',
  },
  R15: {
    title: 'Memory quota vastly exceeded',
    what: 'The dyno used about twice its memory and was killed with SIGKILL (status 137).',
    next: 'Find what grows (large querysets, uploads held in memory), or take a larger dyno.',
  },
  R16: {
    title: 'Detached',
    what: 'A one-off dyno went on after its terminal was gone, and was then ended.',
    next: 'Start long work with: heroku run:detached',
  },
  R17: {
    title: 'Checksum error',
    what: 'The slug that reached the dyno is damaged.',
    next: HEROKU_SIDE,
  },
  R99: { title: 'Platform error', what: 'An error inside Heroku.', next: HEROKU_SIDE },
  L10: {
    title: 'Drain buffer overflow',
    what: 'A log drain takes lines more slowly than the app writes them.',
    next: LOG_SIDE,
  },
  L11: {
    title: 'Tail buffer overflow',
    what: 'A `heroku logs --tail` reads more slowly than the app writes.',
    next: LOG_SIDE,
  },
  L12: {
    title: 'Local buffer overflow',
    what: 'The app writes lines faster than its dyno can send them.',
    next: LOG_SIDE,
  },
  L13: {
    title: 'Local delivery error',
    what: 'A dyno could not hand its lines to the log system.',
    next: HEROKU_SIDE,
  },
  L14: {
    title: 'Certificate validation error',
    what: "The certificate of a drain's receiver is not valid.",
    next: 'Renew the certificate of the receiver.',
  },
  L15: {
    title: 'Tail buffer temporarily unavailable',
    what: 'The recent lines cannot be read at the moment; new ones are kept.',
    next: HEROKU_SIDE,
  },
} satisfies Readonly<Record<string, PlatformCode>>;

export type PlatformCodeId = keyof typeof PLATFORM_CODES;

/** The code of that name, in capital letters; undefined when the platform has none. */
export function findPlatformCode(id: string): PlatformCode | undefined {
  const codes: Readonly<Record<string, PlatformCode>> = PLATFORM_CODES;
  return Object.hasOwn(codes, id) ? codes[id] : undefined;
}
