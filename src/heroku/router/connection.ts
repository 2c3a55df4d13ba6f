import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { faultOf, type RouterFault } from './router-errors.ts';

/** A request whose answer is not through yet, or what follows when all before it are. */
type Turn =
  | { readonly request: PendingRequest; readonly outgoing: ServerResponse }
  | { readonly begin: () => void };

/** What a connection must know of a request that it carries. */
export interface PendingRequest {
  /** True once its whole body has come. */
  isReceived(): boolean;
  /** Ends it with a code of the router. Without effect once it has ended. */
  fail(fault: RouterFault): void;
}

/** A visitor's connection: requests may come before the answers to those before them have left. */
export class Connection {
  private readonly socket: Socket;
  private readonly turns: Turn[] = [];
  private latest: PendingRequest | undefined;
  /** True once bytes came that are no HTTP; what follows them is not looked at. */
  isBroken = false;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.once('close', () => {
      for (const turn of [...this.turns]) if ('request' in turn) turn.request.fail(faultOf('H27'));
    });
  }

  /** Takes a request in; its turn ends when its answer has left. */
  add(request: PendingRequest, outgoing: ServerResponse): void {
    const turn: Turn = { request, outgoing };
    this.latest = request;
    this.turns.push(turn);
    outgoing.once('close', () => {
      const at = this.turns.indexOf(turn);
      if (at !== -1) this.turns.splice(at, 1);
      this.beginNext();
    });
  }

  /** The request whose body is coming in; undefined when it has come, or the request has ended. */
  incomplete(): PendingRequest | undefined {
    const turn = this.turns.find((one) => 'request' in one && !one.request.isReceived());
    return turn !== undefined && 'request' in turn ? turn.request : undefined;
  }

  /** True when the last request has come with its whole body, or when there was none. */
  isBetweenRequests(): boolean {
    return this.latest?.isReceived() !== false;
  }

  /** Runs `work` when every request has been answered. */
  afterAll(work: () => void): void {
    this.turns.push({ begin: work });
    this.beginNext();
  }

  /**
   * To be called when node's server lets go of the connection: answers that are not through still
   * hear when more of them may be written.
   */
  takeOver(): void {
    this.socket.on('error', () => {});
    this.socket.on('drain', () => {
      const turn = this.turns[0];
      if (turn !== undefined && 'request' in turn) turn.outgoing.emit('drain');
    });
  }

  /** The connection carries no more requests: whoever has it now looks after its end. */
  giveAway(): void {
    this.turns.length = 0;
  }

  private beginNext(): void {
    const turn = this.turns[0];
    if (turn === undefined || 'request' in turn) return;
    this.turns.shift();
    turn.begin();
    this.beginNext();
  }
}
