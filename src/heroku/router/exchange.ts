import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CONNECT_TIMEOUT_S,
  FIRST_BYTE_TIMEOUT_S,
  HEAD_BYTES,
  ROLLING_TIMEOUT_S,
} from '../../facts/platform-limits.ts';
import { DYNO_ADDRESS, ROUTER_ADDRESS } from './addresses.ts';
import { awaitDyno } from './await-dyno.ts';
import { checkRequest } from './check-request.ts';
import { brokenLimit } from './check-response.ts';
import type { Connection, PendingRequest } from './connection.ts';
import type { Call, RouterState } from './door.ts';
import { endWithFault } from './end-answer.ts';
import type { RouteTable } from './route.ts';
import { BAD_HEADER, faultOf, faultOfError, type RouterFault } from './router-errors.ts';
import { backwardHeaders } from './router-headers.ts';
import { openTunnel } from './tunnel.ts';

export interface ExchangeOptions {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly connection: Connection;
  readonly call: Call;
  readonly state: RouterState;
  /**
   * For a visitor who offers to go on in another protocol: what came behind the request. Undefined
   * for any other.
   */
  readonly early?: Buffer;
}

/**
 * A request on its way to a dyno and the response on its way back, both as streams, within the
 * limits of the platform. A request for another protocol (WebSocket) goes the same way; after the
 * dyno's 101 both ends speak directly.
 */
export class Exchange implements PendingRequest {
  private readonly incoming: IncomingMessage;
  private readonly outgoing: ServerResponse;
  private readonly connection: Connection;
  private readonly call: Call;
  private readonly state: RouterState;
  private readonly early: Buffer | undefined;
  private readonly table: RouteTable | undefined;
  private onward: ClientRequest | undefined;
  private response: IncomingMessage | undefined;
  private cutTunnel: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private over = false;

  constructor({ incoming, outgoing, connection, call, state, early }: ExchangeOptions) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.connection = connection;
    this.call = call;
    this.state = state;
    this.early = early;
    this.table = call.app()?.table;
  }

  /** Sends the request to a dyno, or answers it without one. */
  start(): void {
    const { incoming, outgoing, call, state } = this;
    this.connection.add(this, outgoing);
    outgoing.on('error', () => {});
    incoming.on('error', () => {});
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) this.fail(faultOf('H27'));
    });
    const active = this.count(1);
    const refused = checkRequest(incoming);
    if (refused !== undefined) {
      this.fail(refused);
      return;
    }
    const isOver = (): boolean => this.over;
    void awaitDyno({ app: call.app, active, timeFactor: state.timeFactor, isOver }).then(
      (found) => {
        if (this.over) return;
        if ('port' in found) this.forward(found);
        else this.fail(found);
      },
    );
  }

  isReceived(): boolean {
    return this.incoming.complete;
  }

  fail(fault: RouterFault): void {
    if (!this.finish()) return;
    this.call.note(fault.status, fault);
    this.onward?.destroy();
    if (this.cutTunnel !== undefined) this.cutTunnel();
    else endWithFault(this.incoming, this.outgoing, fault, this.lingerMs());
  }

  private forward({ name, port }: { readonly name: string; readonly port: number }): void {
    const { incoming, outgoing, call } = this;
    call.dyno = name;
    let onward: ClientRequest;
    try {
      onward = request({
        host: DYNO_ADDRESS,
        localAddress: ROUTER_ADDRESS,
        port,
        method: incoming.method,
        path: incoming.url,
        agent: false,
        setHost: false,
        maxHeaderSize: HEAD_BYTES,
        headers: call.headers,
      });
    } catch {
      // A lenient parser (NODE_OPTIONS) lets through what cannot be sent on.
      this.fail(faultOf('H26', BAD_HEADER));
      return;
    }
    this.onward = onward;
    // All of them: without a number node drops what comes after the 2,000th.
    onward.maxHeadersCount = 0;
    this.arm(CONNECT_TIMEOUT_S, () => faultOf('H19'));
    onward.on('socket', (socket) =>
      socket.once('connect', () => {
        call.connectMs = performance.now() - call.started;
        this.sendBody(onward);
      }),
    );
    onward.on('continue', () => {
      if (!this.over && !outgoing.headersSent) outgoing.writeContinue();
    });
    onward.on('error', (error: NodeJS.ErrnoException) => this.onDynoError(error));
    onward.on('response', (response) => this.relay(response));
    onward.on('upgrade', (response, dyno, head) => this.switchProtocol(response, dyno, head));
  }

  private sendBody(onward: ClientRequest): void {
    const { incoming } = this;
    // Until the visitor has sent everything, it is the visitor who keeps the dyno waiting.
    const watchVisitor = (): void => {
      if (this.response !== undefined || this.over) return;
      if (incoming.complete) this.arm(FIRST_BYTE_TIMEOUT_S, () => faultOf('H12'));
      else this.arm(ROLLING_TIMEOUT_S, () => faultOf('H28'));
    };
    watchVisitor();
    incoming.on('data', watchVisitor).on('end', watchVisitor);
    incoming.pipe(onward);
  }

  private onDynoError(error: NodeJS.ErrnoException): void {
    if (this.response === undefined) this.fail(faultOfError(error));
    // What a dyno says after its answer concerns nobody: the connection ends with the answer.
    else if (!this.response.complete)
      this.fail(faultOf(error.code?.startsWith('HPE_') === true ? 'H17' : 'H18'));
  }

  private relay(response: IncomingMessage): void {
    const { outgoing, call } = this;
    const broken = brokenLimit(response);
    const status = response.statusCode ?? 0;
    // Below 200: 101 without the headers that belong to it, or a number that is no status.
    if (broken !== undefined || status < 200 || !this.writeHead(response, [])) {
      this.fail(broken === undefined ? faultOf('H17') : faultOf('H25', broken));
      return;
    }
    this.response = response;
    // A body that came with its head leaves with it, in one write; a head that came alone does not
    // wait for one.
    setImmediate(() => outgoing.flushHeaders());
    const idle = (): void =>
      this.arm(ROLLING_TIMEOUT_S, () =>
        faultOf((outgoing.socket ?? outgoing).writableNeedDrain ? 'H28' : 'H15'),
      );
    idle();
    outgoing.on('drain', () => {
      if (!this.over) idle();
    });
    response.on('data', (chunk: Buffer) => {
      call.bytes += chunk.length;
      if (!this.over) idle();
    });
    response.on('error', () => this.fail(faultOf('H18')));
    response.on('end', () => {
      if (!response.complete) this.fail(faultOf('H18'));
      else if (this.finish()) call.note(status);
    });
    response.pipe(outgoing);
  }

  private switchProtocol(response: IncomingMessage, dyno: Duplex, fromDyno: Buffer): void {
    const { outgoing, call, early } = this;
    dyno.on('error', () => {});
    const upgrade = ['Connection', 'Upgrade', 'Upgrade', response.headers.upgrade ?? ''];
    if (this.over || early === undefined || !this.writeHead(response, upgrade)) {
      dyno.destroy();
      this.fail(faultOf('H17'));
      return;
    }
    const alive = (): void => {
      if (!this.over) this.arm(ROLLING_TIMEOUT_S, () => faultOf('H15'));
    };
    alive();
    this.connection.giveAway();
    this.cutTunnel = openTunnel(outgoing, {
      dyno,
      fromDyno,
      fromVisitor: early,
      lingerMs: this.lingerMs(),
      onDynoData: (bytes) => {
        call.bytes += bytes;
        alive();
      },
      onVisitorData: alive,
      onClose: () => {
        if (this.finish()) call.note(101);
      },
    });
  }

  /** Returns false, with nothing written, for a head that is none. */
  private writeHead(response: IncomingMessage, before: readonly string[]): boolean {
    try {
      this.outgoing.writeHead(response.statusCode ?? 0, response.statusMessage ?? '', [
        ...before,
        ...backwardHeaders(response, this.call.localize),
      ]);
      return true;
    } catch {
      // Node refuses statuses above or below the range, and control characters.
      return false;
    }
  }

  /** Milliseconds in which a visitor takes what is left. */
  private lingerMs(): number {
    return ROLLING_TIMEOUT_S * 1000 * this.state.timeFactor;
  }

  private arm(seconds: number, fault: () => RouterFault): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail(fault()), seconds * 1000 * this.state.timeFactor);
  }

  /** Returns true the first time. */
  private finish(): boolean {
    if (this.over) return false;
    this.over = true;
    clearTimeout(this.timer);
    this.count(-1);
    return true;
  }

  /** Adds to the requests between the router and the app's dynos, and returns how many there are. */
  private count(change: number): number {
    if (this.table === undefined) return 0;
    const active = (this.state.active.get(this.table) ?? 0) + change;
    this.state.active.set(this.table, active);
    return active;
  }
}
