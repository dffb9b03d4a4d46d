/** What a speaker is writing: an answer to a question, or other words for an answer of their own. */
export interface Draft {
	readonly key: string;
	/** Id of the question. */
	readonly question: string;
	/** Id of the own answer that gets other words; null for a new one. */
	readonly answer: string | null;
	/** The question's words when the draft was begun: it may be gone before the draft is sent. */
	readonly about: string;
	readonly text: string;
}

/**
 * All drafts of a podium, in the order in which they were begun. They hang on no row of a list: whatever becomes of a
 * question, what has been written about it stays, also over a reload, until it is sent or thrown away.
 */
export class PodiumDrafts {
	#all = $state.raw<readonly Draft[]>([]);
	/** The draft that somebody has asked for; its field takes the focus. */
	wanted = $state.raw<{ readonly key: string } | null>(null);
	readonly #place: string;
	readonly #store: Storage;

	constructor(session: string, store: Storage) {
		this.#place = `ratschlag-podium-${session}`;
		this.#store = store;
		this.#all = this.#read();
	}

	get all(): readonly Draft[] {
		return this.#all;
	}

	of(question: string, answer: string | null = null): Draft | undefined {
		return this.#all.find((draft) => draft.key === keyOf(question, answer));
	}

	/** Begin a draft, or go on with the one that there is. */
	open(draft: Omit<Draft, 'key'>): void {
		const key = keyOf(draft.question, draft.answer);
		if (!this.#all.some((one) => one.key === key)) this.#set([...this.#all, { ...draft, key }]);
		this.wanted = { key };
	}

	write(key: string, text: string): void {
		this.#set(this.#all.map((draft) => (draft.key === key ? { ...draft, text } : draft)));
	}

	drop(key: string): void {
		this.#set(this.#all.filter((draft) => draft.key !== key));
	}

	#set(all: readonly Draft[]): void {
		this.#all = all;
		try {
			if (all.length > 0) this.#store.setItem(this.#place, JSON.stringify(all));
			else this.#store.removeItem(this.#place);
		} catch {
			// Where storage is forbidden or full they live as long as the page.
		}
	}

	#read(): readonly Draft[] {
		try {
			return JSON.parse(this.#store.getItem(this.#place) ?? '[]') as Draft[];
		} catch {
			return [];
		}
	}
}

function keyOf(question: string, answer: string | null): string {
	return answer === null ? `question-${question}` : `answer-${answer}`;
}
