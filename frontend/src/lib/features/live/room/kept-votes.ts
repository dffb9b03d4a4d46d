import type { Store } from '../state/outbox.ts';

export type Wills = Readonly<Record<string, 0 | 1>>;

/**
 * The votes of one session that are not stored yet, by question, so that they survive a reload. They go with the tab.
 *
 * `by` says whose they are: the id of the account, null for a guest, undefined while this is not known (the page that
 * is opened without a network knows nobody). Another person's votes are forgotten, not handed out.
 */
export class KeptVotes {
	readonly #address: string;
	readonly #store: Store;
	readonly #by: number | null;

	constructor(session: string, by: number | null | undefined, store: Store) {
		this.#address = `ratschlag-live-votes-${session}`;
		this.#store = store;
		const kept = this.#kept();
		this.#by = by === undefined ? (kept?.by ?? null) : by;
		if (kept && kept.by !== this.#by) this.keep({});
	}

	read(): Wills {
		return this.#kept()?.votes ?? {};
	}

	keep(votes: Wills): void {
		try {
			if (Object.keys(votes).length === 0) this.#store.removeItem(this.#address);
			else this.#store.setItem(this.#address, JSON.stringify({ by: this.#by, votes }));
		} catch {
			// Where storage is forbidden a vote that is on its way does not outlive the page.
		}
	}

	#kept(): { by: number | null; votes: Wills } | null {
		try {
			const kept = JSON.parse(this.#store.getItem(this.#address) ?? 'null') as { by: number | null; votes: Wills } | null;
			const sound = kept && Object.values(kept.votes).every((value) => value === 0 || value === 1);
			return sound ? kept : null;
		} catch {
			return null;
		}
	}
}
