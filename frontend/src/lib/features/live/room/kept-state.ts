import type { Personal, StateAnswer } from './shapes.ts';
import type { Store } from '../state/outbox.ts';

/** What this tab showed last, and when (milliseconds since the epoch). */
export interface Kept {
	readonly at: number;
	readonly state: StateAnswer;
	readonly me: Personal;
}

/** Characters; a session with 500 long questions has about half as many. */
const MOST = 1_500_000;

/**
 * The last picture of one session, kept in this tab for the time without a network: a reload in a hall whose Wi-Fi has
 * just gone shows the list, not an error. It holds what the attendee has seen anyway, and goes with the tab.
 */
export class KeptState {
	readonly #address: string;
	readonly #store: Store;

	constructor(session: string, store: Store) {
		this.#address = `ratschlag-live-kept-${session}`;
		this.#store = store;
	}

	keep(kept: Kept): void {
		const text = JSON.stringify(kept);
		try {
			if (text.length <= MOST) this.#store.setItem(this.#address, text);
			else this.#store.removeItem(this.#address);
		} catch {
			// Where storage is forbidden or full there is no picture for the time without a network.
		}
	}

	read(): Kept | null {
		try {
			const kept = JSON.parse(this.#store.getItem(this.#address) ?? 'null') as Kept | null;
			return kept && typeof kept.at === 'number' && Array.isArray(kept.state.questions) ? kept : null;
		} catch {
			return null;
		}
	}

	forget(): void {
		try {
			this.#store.removeItem(this.#address);
		} catch {
			// Nothing was kept then.
		}
	}
}
