const SHOWN_FOR = 800;

/** Which questions this phone has shown for a moment. Kept for the visit, per session. */
export class Seen {
	ids = $state.raw<ReadonlySet<string>>(new Set());
	readonly #key: string;
	readonly #store: Storage;
	readonly #timers = new Map<Element, ReturnType<typeof setTimeout>>();
	readonly #names = new WeakMap<Element, string>();
	readonly #observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.#crossed(entry)), {
		threshold: 0.6
	});

	constructor(session: string, store: Storage) {
		this.#key = `ratschlag-live-seen-${session}`;
		this.#store = store;
		try {
			const kept: unknown = JSON.parse(store.getItem(this.#key) ?? '[]');
			if (Array.isArray(kept)) this.ids = new Set(kept.map(String));
		} catch {
			// Then nothing has been seen.
		}
	}

	/** Watch a row; gives back how to stop. */
	watch(row: Element, id: string): () => void {
		this.#names.set(row, id);
		this.#observer.observe(row);
		return () => {
			this.#observer.unobserve(row);
			this.#forget(row);
		};
	}

	#crossed({ target, isIntersecting }: IntersectionObserverEntry): void {
		this.#forget(target);
		if (!isIntersecting) return;
		this.#timers.set(target, setTimeout(() => this.#add(this.#names.get(target)), SHOWN_FOR));
	}

	#forget(row: Element): void {
		clearTimeout(this.#timers.get(row));
		this.#timers.delete(row);
	}

	#add(id: string | undefined): void {
		if (id === undefined || this.ids.has(id)) return;
		this.ids = new Set(this.ids).add(id);
		try {
			this.#store.setItem(this.#key, JSON.stringify([...this.ids]));
		} catch {
			// Then it lasts as long as the page.
		}
	}
}
