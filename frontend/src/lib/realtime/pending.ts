/** The server's answer to a command: `ok` means stored. */
export interface Ack {
	t: 'ack';
	i: string;
	ok: boolean;
	error?: string;
	retry_ms?: number;
}

/** A command as the feature writes it; the id is added here. */
export interface Command {
	c: string;
	[field: string]: unknown;
}

export type SentCommand = Command & { i: string };

interface Waiting {
	command: SentCommand;
	resolve: (ack: Ack) => void;
	reject: (reason: Error) => void;
}

/** The socket was closed for good while a command was still without an answer. */
export class ClosedError extends Error {
	constructor() {
		super('The socket is closed.');
		this.name = 'ClosedError';
	}
}

/** Commands without an answer. Each keeps its id through every repetition, so the server does the work once. */
export class PendingCommands {
	#waiting = new Map<string, Waiting>();
	#next = 1;
	readonly #prefix = Math.floor(Math.random() * 36 ** 6).toString(36);

	get size(): number {
		return this.#waiting.size;
	}

	add(command: Command): { sent: SentCommand; answer: Promise<Ack> } {
		const sent: SentCommand = { ...command, i: `${this.#prefix}-${this.#next++}` };
		const answer = new Promise<Ack>((resolve, reject) => {
			this.#waiting.set(sent.i, { command: sent, resolve, reject });
		});
		return { sent, answer };
	}

	/** Everything without an answer, in the order it was given. */
	all(): SentCommand[] {
		return [...this.#waiting.values()].map(({ command }) => command);
	}

	has(id: string): boolean {
		return this.#waiting.has(id);
	}

	settle(ack: Ack): void {
		this.#waiting.get(ack.i)?.resolve(ack);
		this.#waiting.delete(ack.i);
	}

	abandon(): void {
		for (const { reject } of this.#waiting.values()) reject(new ClosedError());
		this.#waiting.clear();
	}
}
