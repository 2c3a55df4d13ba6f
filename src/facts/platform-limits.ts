/**
 * Seconds a web dyno may take to bind `$PORT` before it is stopped with R10. Source: Dev Center,
 * "Limits"; read 2026-11-23.
 */
export const BOOT_TIMEOUT_S = 60;

/**
 * Seconds between SIGTERM and SIGKILL (R12) when a dyno is stopped. Source: Dev Center, "Dyno
 * shutdown"; read 2026-11-23.
 */
export const SHUTDOWN_GRACE_S = 30;

/**
 * Seconds the router waits for the first byte of a response (H12). Source: Dev Center, "Request
 * timeout"; read 2026-11-23.
 */
export const FIRST_BYTE_TIMEOUT_S = 30;

/**
 * Seconds without a byte after the first one before the router gives up (H15, H28). Source: Dev
 * Center, "Request timeout"; read 2026-11-23.
 */
export const ROLLING_TIMEOUT_S = 55;

/**
 * Seconds the router spends on one attempt to connect to a dyno (H19). Source: Dev Center, "HTTP
 * routing"; read 2026-11-23.
 */
export const CONNECT_TIMEOUT_S = 5;

/**
 * Seconds the router holds a request for a dyno that is still starting (H20). Source: Dev Center,
 * "Error codes"; read 2026-11-23.
 */
export const ROUTER_BOOT_WAIT_S = 75;

/** Seconds the release command may take. Source: Dev Center, "Release phase"; read 2026-11-23. */
export const RELEASE_TIMEOUT_S = 3600;

/** Bytes above which one log line is split. Source: Dev Center, "Logging"; read 2026-11-23. */
export const LOG_LINE_BYTES = 10_000;

/**
 * Connections that the smallest Postgres plan (essential-0) allows. Source: Dev Center, "Heroku
 * Postgres plans"; read 2026-11-23.
 */
export const POSTGRES_CONNECTION_LIMIT = 20;

/**
 * Bytes that all keys and values of an app's config vars may have together. Source: Dev Center,
 * "Config vars"; read 2026-11-23.
 */
export const CONFIG_VARS_BYTES = 64 * 1024;

/**
 * Requests that a router keeps open for each web dyno before it refuses more with H11. Source: Dev
 * Center, "HTTP routing" (copy of 2015-06; later copies name no figure); read 2026-11-24.
 */
export const ACTIVE_REQUESTS_PER_DYNO = 50;

/**
 * Bytes that the head of a response or request may have (H25). Source: Dev Center, "HTTP routing";
 * read 2026-11-23.
 */
export const HEAD_BYTES = 512 * 1024;

/**
 * Bytes of a response's status line and of one of its Set-Cookie lines (H25), and of the first line
 * and each header value of a request (H26). Source: Dev Center, "HTTP routing", and Heroku Help on
 * large cookies, read 2026-11-24; README of heroku/vegur, read 2026-11-30.
 */
export const HEAD_LINE_BYTES = 8192;

/** Headers that a request may have (H26). Source: README of heroku/vegur; read 2026-11-30. */
export const REQUEST_HEADERS = 1000;

/**
 * Bytes that the name of a request's header may have (H26). Source: README of heroku/vegur; read
 * 2026-11-30.
 */
export const HEADER_NAME_BYTES = 1000;

/**
 * Seconds after which the router closes an idle connection of a visitor. Source: Dev Center, "HTTP
 * routing", Router 2.0; read 2026-11-23.
 */
export const VISITOR_IDLE_S = 90;
