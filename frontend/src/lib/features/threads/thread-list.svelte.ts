import { api, Resource, type Query } from '#lib/api';
import type { ThreadList, ThreadView } from '#lib/api/schema.gen.ts';

/** The views of the forum by their word in the address, and what they ask the server for. */
export const views = { unbeantwortet: 'unanswered', meine: 'mine' } as const;
export type View = keyof typeof views | '';

/** The threads of one view: the first page with its states, and the pages loaded behind it. */
export class ThreadPages {
	readonly first: Resource<ThreadList>;
	#more = $state.raw<readonly ThreadView[]>([]);
	#next = $state.raw<string | null>();
	readonly #query: Query;

	constructor(category: string, view: View, kind: string) {
		this.#query = { category, filter: view && views[view], kind };
		this.first = new Resource<ThreadList>('threads', this.#query);
	}

	get items(): readonly ThreadView[] {
		return [...(this.first.data?.items ?? []), ...this.#more];
	}

	get next(): string | null {
		return this.#next === undefined ? (this.first.data?.next ?? null) : this.#next;
	}

	/** Load the following page behind what is there. */
	async loadMore(): Promise<void> {
		const list = await api.get<ThreadList>('threads', { query: { ...this.#query, cursor: this.next } });
		const known = new Set(this.items.map(({ id }) => id));
		this.#more = [...this.#more, ...list.items.filter(({ id }) => !known.has(id))];
		this.#next = list.next;
	}

	/** Begin again with the first page. */
	async reload(): Promise<void> {
		await this.first.reload();
		this.#more = [];
		this.#next = undefined;
	}
}
