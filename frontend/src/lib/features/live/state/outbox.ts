import type { Identity } from './wire.ts';

/** A question that has been written but is not with the server yet. It survives reloads and lost networks. */
export interface Unsent {
	readonly key: string;
	readonly text: string;
	readonly identity: Identity;
	readonly name: string;
	/** Milliseconds since the epoch. */
	readonly writtenAt: number;
	/** The server's code when it refused this question for good; the person decides what becomes of it. */
	readonly refused?: string;
}

export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function isUnsent(value: unknown): value is Unsent {
	if (typeof value !== 'object' || value === null) return false;
	const entry = value as Record<string, unknown>;
	return ['key', 'text', 'identity', 'name'].every((name) => typeof entry[name] === 'string') && typeof entry.writtenAt === 'number';
}

/**
 * One person's unsent questions of one session on this device, oldest first. Each keeps its key, so that a question that
 * arrived without our hearing of it is not asked twice.
 *
 * The list is read from the store at each call: two tabs share it. Where storage is forbidden it lives in memory.
 */
export class Outbox {
	readonly #address: string;
	readonly #store: Store;
	#memory: readonly Unsent[] | null = null;

	constructor(session: string, person: string, store: Store) {
		this.#address = `ratschlag-live-outbox-${session}-${person}`;
		this.#store = store;
	}

	all(): readonly Unsent[] {
		if (this.#memory) return this.#memory;
		try {
			const kept: unknown = JSON.parse(this.#store.getItem(this.#address) ?? '[]');
			return Array.isArray(kept) ? kept.filter(isUnsent) : [];
		} catch {
			return [];
		}
	}

	/** Those that are still to be sent. */
	waiting(): readonly Unsent[] {
		return this.all().filter((entry) => entry.refused === undefined);
	}

	add(entry: Unsent): void {
		this.#keep([...this.all().filter(({ key }) => key !== entry.key), entry]);
	}

	remove(key: string): void {
		this.#keep(this.all().filter((entry) => entry.key !== key));
	}

	/** The server will not take it; it stays here with the reason until the person edits or discards it. */
	refuse(key: string, code: string): void {
		this.#keep(this.all().map((entry) => (entry.key === key ? { ...entry, refused: code } : entry)));
	}

	#keep(entries: readonly Unsent[]): void {
		try {
			if (entries.length === 0) this.#store.removeItem(this.#address);
			else this.#store.setItem(this.#address, JSON.stringify(entries));
			this.#memory = null;
		} catch {
			this.#memory = entries;
		}
	}
}
