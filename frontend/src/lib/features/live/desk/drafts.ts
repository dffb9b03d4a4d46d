/** What has been typed into a dialog and is not with the server yet: it survives closing, a refusal and a reload. */
export class Drafts {
	readonly #session: string;
	readonly #store: Storage;

	constructor(session: string, store: Storage) {
		this.#session = session;
		this.#store = store;
	}

	get(what: string, id: string): string | null {
		try {
			return this.#store.getItem(this.#key(what, id));
		} catch {
			return null;
		}
	}

	keep(what: string, id: string, text: string): void {
		try {
			if (text) this.#store.setItem(this.#key(what, id), text);
			else this.#store.removeItem(this.#key(what, id));
		} catch {
			// Where storage is forbidden it lives as long as the dialog.
		}
	}

	drop(what: string, id: string): void {
		this.keep(what, id, '');
	}

	#key(what: string, id: string): string {
		return `ratschlag-desk-${this.#session}-${what}-${id}`;
	}
}
