/** Two or three integers without leading zeros, joined by dots. */
export const VERSION_SYNTAX = /^(0|[1-9]\d*)\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?$/;
