import { api, Resource, type Query } from '#lib/api';
import type { ExampleList, ExampleRow, FacetList } from '#lib/api/schema.gen.ts';
import { queryOf, type Selection } from './facets.ts';

/** The examples of one selection with its counts; further pages are loaded behind the first. */
export class ExamplePages {
	readonly first: Resource<ExampleList>;
	readonly counts: Resource<FacetList>;
	readonly #query: Query;
	#more = $state.raw<readonly ExampleRow[]>([]);
	#next = $state.raw<string | null>();

	constructor(selection: Selection) {
		this.#query = queryOf(selection);
		this.first = new Resource<ExampleList>('practice/examples', this.#query);
		this.counts = new Resource<FacetList>('practice/facets', this.#query);
	}

	get items(): readonly ExampleRow[] {
		return [...(this.first.data?.items ?? []), ...this.#more];
	}

	get next(): string | null {
		return this.#next === undefined ? (this.first.data?.next ?? null) : this.#next;
	}

	async loadMore(): Promise<void> {
		const list = await api.get<ExampleList>('practice/examples', { query: { ...this.#query, cursor: this.next } });
		this.#more = [...this.#more, ...list.items];
		this.#next = list.next;
	}
}
