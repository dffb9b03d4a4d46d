import { newIdempotencyKey } from '#lib/api';

const PREFIX = 'ratschlag:draft:';
const KEPT_FOR = 30 * 86_400_000;

interface Stored {
	fields: Record<string, string>;
	at: number;
	key: string;
}

/**
 * What somebody is writing, kept on this device through reload, expired sign-in and lost network, for 30 days.
 *
 * `key` is the idempotency key of the text as it stands: sending the same text again counts once, a changed text is
 * a new request.
 */
export class Draft<Fields extends Record<string, string>> {
	fields: Fields;
	readonly restored: boolean;
	#name: string;
	#empty: Fields;
	#key = newIdempotencyKey();
	#keyOf = '';

	constructor(name: string, empty: Fields) {
		this.#name = PREFIX + name;
		this.#empty = empty;
		const stored = read(this.#name);
		this.restored = stored !== null;
		this.fields = $state({ ...empty, ...pick(stored?.fields, empty) });
		if (stored) {
			this.#key = stored.key;
			this.#keyOf = JSON.stringify(this.fields);
		}
	}

	/** True when the person has typed into one of these fields: what it began with does not count. */
	has(...names: (keyof Fields)[]): boolean {
		return names.some((name) => !['', this.#empty[name]?.trim()].includes((this.fields[name] ?? '').trim()));
	}

	/** The key for sending the text as it stands. */
	get key(): string {
		const now = JSON.stringify(this.fields);
		if (now !== this.#keyOf) {
			this.#key = newIdempotencyKey();
			this.#keyOf = now;
		}
		return this.#key;
	}

	/** Keep the fields as they are; called from an effect, which then runs again with each change. */
	keep(...names: (keyof Fields)[]): void {
		const fields = { ...this.fields };
		if (!this.has(...names)) return forget(this.#name);
		const stored: Stored = { fields, at: Date.now(), key: this.key };
		try {
			localStorage.setItem(this.#name, JSON.stringify(stored));
		} catch {
			// Private windows may refuse; the text is still on the page.
		}
	}

	clear(): void {
		Object.assign(this.fields, this.#empty);
		forget(this.#name);
	}
}

function forget(name: string): void {
	try {
		localStorage.removeItem(name);
	} catch {
		// Nothing was kept either.
	}
}

function read(name: string): Stored | null {
	try {
		const stored = JSON.parse(localStorage.getItem(name) ?? 'null') as Stored | null;
		return stored && typeof stored.key === 'string' && Date.now() - stored.at < KEPT_FOR ? stored : null;
	} catch {
		return null;
	}
}

function pick<Fields extends Record<string, string>>(fields: Record<string, string> | undefined, known: Fields): Partial<Fields> {
	const found = Object.entries(fields ?? {}).filter(([name, value]) => name in known && typeof value === 'string');
	return Object.fromEntries(found) as Partial<Fields>;
}
