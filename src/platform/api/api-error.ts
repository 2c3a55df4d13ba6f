/** What the API refuses: a status, and the body that says why. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;

  constructor(status: number, id: string, message: string, more: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.body = { ...more, id, message };
  }
}

/** 404 for a thing of that kind, such as `app` or `release`. */
export function notFound(resource: string): ApiError {
  return new ApiError(404, 'not_found', `Couldn't find that ${resource.replaceAll('_', ' ')}.`, {
    resource,
  });
}

/** 422 for a request that is well formed and asks for what cannot be. */
export function invalidParams(message: string): ApiError {
  return new ApiError(422, 'invalid_params', message);
}

/** 400 for what is no request at all. */
export function badRequest(message: string): ApiError {
  return new ApiError(400, 'bad_request', message);
}
