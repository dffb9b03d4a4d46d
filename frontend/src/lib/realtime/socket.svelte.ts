import { retryDelay, windowDelay } from './delay.ts';
import { ClosedError, PendingCommands, type Ack, type Command, type SentCommand } from './pending.ts';

/** `polling`: the socket does not get through, the state comes over REST. `refused`: the server does not want us. */
export type SocketStatus = 'connecting' | 'open' | 'offline' | 'polling' | 'refused' | 'closed';

export interface Frame {
	t: string;
	[field: string]: unknown;
}

export interface SocketOptions {
	/** Path on this host, for example `/ws/live/7/`. */
	path: string;
	onframe: (frame: Frame) => void;
	onopen?: () => void;
	/** Read the state over REST; used from the second failed try until the socket is open again. */
	poll?: () => Promise<void>;
	/** Milliseconds between two polls. */
	pollEvery?: number;
	/** Send one command over REST while polling. A rejection leaves it waiting. */
	sendByRest?: (command: SentCommand) => Promise<Ack>;
}

type Timer = 'retry' | 'poll' | 'first' | 'quiet' | 'ack';

/** Close code for an unknown or forbidden address. */
const REFUSED = 4404;
const TRIES_BEFORE_POLLING = 2;
const POLL_EVERY = 5_000;
/** From the first byte sent to the first frame heard: some proxies leave an upgrade hanging, or let nothing through. */
const FIRST_FRAME_WITHIN = 8_000;
const QUIET_BEFORE_PING = 25_000;
const PONG_WITHIN = 10_000;
const ACK_WITHIN = 5_000;

/**
 * A WebSocket that comes back by itself.
 *
 * Commands given to `request` are sent until they are answered, always with the same id. It knows nothing of what the
 * frames mean: `hello`, `snapshot` and the rest go to `onframe`; only `ack`, `bye` and `pong` are its own.
 */
export class LiveSocket {
	status = $state<SocketStatus>('connecting');
	readonly #options: SocketOptions;
	readonly #pending = new PendingCommands();
	#socket: WebSocket | null = null;
	#failures = 0;
	#byeWindow: [number, number] | null = null;
	#restBusy = new Set<string>();
	#timers: Record<Timer, ReturnType<typeof setTimeout> | undefined> = {
		retry: undefined,
		poll: undefined,
		first: undefined,
		quiet: undefined,
		ack: undefined
	};

	constructor(options: SocketOptions) {
		this.#options = options;
	}

	/** Begin; calling it again while it runs changes nothing. */
	connect(): void {
		if (this.#socket || this.#timers.retry !== undefined) return;
		addEventListener('online', this.#online);
		addEventListener('offline', this.#offline);
		document.addEventListener('visibilitychange', this.#shown);
		if (navigator.onLine) this.#open();
		else this.status = 'offline';
	}

	/** End for good; waiting commands are rejected with `ClosedError`. */
	close(): void {
		this.#stop('closed');
		this.#pending.abandon();
	}

	/** Send now if the socket is open; nothing is kept. True when it was sent. */
	send(command: Command): boolean {
		if (this.#socket?.readyState !== WebSocket.OPEN) return false;
		this.#socket.send(JSON.stringify(command));
		return true;
	}

	/**
	 * Send until the server answers. Resolves with its ack, also when the ack says no. Rejects with `ClosedError` when
	 * nobody will ever answer: at once, if the socket is closed or refused already.
	 */
	request(command: Command): Promise<Ack> {
		if (this.status === 'refused' || this.status === 'closed') return Promise.reject(new ClosedError());
		const { sent, answer } = this.#pending.add(command);
		if (this.send(sent)) this.#expectAck();
		else if (this.status === 'polling') void this.#sendByRest(sent);
		return answer;
	}

	/** How many commands have no answer yet. */
	get waiting(): number {
		return this.#pending.size;
	}

	#open(): void {
		this.#clear('retry');
		this.#byeWindow = null;
		if (this.status !== 'polling') this.status = 'connecting';
		const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
		const socket = new WebSocket(`${scheme}://${location.host}${this.#options.path}`);
		this.#socket = socket;
		this.#timers.first = setTimeout(() => this.#drop(), FIRST_FRAME_WITHIN);
		socket.onopen = () => this.#opened();
		socket.onmessage = ({ data }) => this.#received(data);
		socket.onclose = ({ code }) => this.#lost(socket, code);
	}

	/** An open socket is only a promise: the first frame keeps it, and the answer to a ping is one. */
	#opened(): void {
		this.send({ c: 'ping' });
		this.#options.onopen?.();
		this.#resend();
	}

	#received(data: unknown): void {
		const frame = parse(data);
		if (!frame) return;
		this.#clear('first', 'poll');
		this.#listen();
		this.#failures = 0;
		this.status = 'open';
		if (frame.t === 'ack') this.#pending.settle(frame as unknown as Ack);
		else if (frame.t === 'bye') this.#leave(frame);
		else if (frame.t !== 'pong') this.#options.onframe(frame);
	}

	#leave(frame: Frame): void {
		const span = frame.retry_ms;
		if (Array.isArray(span) && span.length === 2) this.#byeWindow = [Number(span[0]), Number(span[1])];
		this.#socket?.close();
	}

	#lost(socket: WebSocket, code: number): void {
		if (socket !== this.#socket) return;
		this.#socket = null;
		this.#clear('first', 'quiet', 'ack');
		if (code === REFUSED) {
			this.#stop('refused');
			this.#pending.abandon();
			return;
		}
		if (!navigator.onLine) {
			this.status = 'offline';
			return;
		}
		this.#retryLater();
	}

	#retryLater(): void {
		const delay = this.#byeWindow ? windowDelay(this.#byeWindow) : retryDelay(this.#failures++);
		if (this.status !== 'polling') this.status = 'connecting';
		this.#timers.retry = setTimeout(() => this.#open(), delay);
		if (this.#failures >= TRIES_BEFORE_POLLING && this.#timers.poll === undefined) void this.#poll();
	}

	async #poll(): Promise<void> {
		const { poll, pollEvery = POLL_EVERY } = this.#options;
		if (!poll) return;
		this.#timers.poll = setTimeout(() => void this.#poll(), pollEvery * (0.75 + Math.random() / 2));
		try {
			await poll();
			if (this.status === 'connecting') this.status = 'polling';
		} catch {
			if (this.status === 'polling') this.status = 'connecting';
		}
		if (this.status === 'polling') for (const command of this.#pending.all()) void this.#sendByRest(command);
	}

	async #sendByRest(command: SentCommand): Promise<void> {
		const { sendByRest } = this.#options;
		if (!sendByRest || this.#restBusy.has(command.i)) return;
		this.#restBusy.add(command.i);
		try {
			this.#pending.settle(await sendByRest(command));
		} catch {
			// Stays waiting: the next poll or the next connection sends it again.
		} finally {
			this.#restBusy.delete(command.i);
		}
	}

	#resend(): void {
		for (const command of this.#pending.all()) this.send(command);
		this.#expectAck();
	}

	/** Unanswered in time: once more with the same ids; the ping finds out whether the connection still lives. */
	#expectAck(): void {
		if (!this.#pending.size || this.#timers.ack !== undefined) return;
		this.#timers.ack = setTimeout(() => {
			this.#timers.ack = undefined;
			this.#resend();
		}, ACK_WITHIN);
	}

	/** Any frame is a sign of life; after a while without one, ask, and give the connection up when nobody answers. */
	#listen(): void {
		this.#clear('quiet');
		this.#timers.quiet = setTimeout(() => this.#ask(), QUIET_BEFORE_PING);
	}

	#ask(): void {
		this.#clear('quiet');
		this.send({ c: 'ping' });
		this.#timers.quiet = setTimeout(() => this.#drop(), PONG_WITHIN);
	}

	/** A dead connection may take minutes to say so; do not wait for its `close`. */
	#drop(): void {
		const socket = this.#socket;
		if (!socket) return;
		socket.onmessage = null;
		socket.close();
		this.#lost(socket, 1006);
	}

	#online = (): void => {
		this.#failures = 0;
		if (!this.#socket) this.#open();
	};

	#offline = (): void => {
		this.#clear('retry', 'poll');
		this.status = 'offline';
		this.#drop();
	};

	/** A phone that wakes up may hold a dead socket or a long delay. */
	#shown = (): void => {
		if (document.visibilityState !== 'visible' || !navigator.onLine) return;
		if (this.status === 'open') this.#ask();
		else if (!this.#socket) this.#open();
	};

	#stop(status: SocketStatus): void {
		removeEventListener('online', this.#online);
		removeEventListener('offline', this.#offline);
		document.removeEventListener('visibilitychange', this.#shown);
		this.#clear('retry', 'poll', 'first', 'quiet', 'ack');
		const socket = this.#socket;
		this.#socket = null;
		this.status = status;
		if (socket) socket.onmessage = null;
		socket?.close();
	}

	#clear(...names: Timer[]): void {
		for (const name of names) {
			clearTimeout(this.#timers[name]);
			this.#timers[name] = undefined;
		}
	}
}

function parse(data: unknown): Frame | null {
	if (typeof data !== 'string') return null;
	try {
		const frame: unknown = JSON.parse(data);
		return typeof frame === 'object' && frame !== null && 't' in frame ? (frame as Frame) : null;
	} catch {
		return null;
	}
}
