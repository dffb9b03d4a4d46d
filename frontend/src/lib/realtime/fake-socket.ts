/** The browser's WebSocket for tests: says what it was given, and lets the test play the server. */
export class FakeSocket {
	static readonly OPEN = 1;
	static all: FakeSocket[] = [];
	readonly url: string;
	readonly sent: Record<string, unknown>[] = [];
	readyState = 0;
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: string }) => void) | null = null;
	onclose: ((event: { code: number }) => void) | null = null;

	constructor(url: string) {
		this.url = url;
		FakeSocket.all.push(this);
	}

	static get last(): FakeSocket {
		const socket = FakeSocket.all.at(-1);
		if (!socket) throw new Error('No socket was opened.');
		return socket;
	}

	send(text: string): void {
		this.sent.push(JSON.parse(text) as Record<string, unknown>);
	}

	/** As in browsers, `close` is only heard of later: the test calls `drop` for that. */
	close(): void {
		this.readyState = 2;
	}

	accept(): void {
		this.readyState = FakeSocket.OPEN;
		this.onopen?.();
	}

	say(frame: Record<string, unknown>): void {
		this.onmessage?.({ data: JSON.stringify(frame) });
	}

	drop(code = 1006): void {
		this.readyState = 3;
		this.onclose?.({ code });
	}
}
