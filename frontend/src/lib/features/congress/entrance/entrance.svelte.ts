import { api, ApiProblem, type Query } from '#lib/api';
import type { RegistrationCounts, RegistrationList, RegistrationRow } from '#lib/api/schema.gen.ts';
import { keep, kept } from '../edit/kept.ts';

/** So long is waited before what could not be sent is tried again. */
const RETRY = 5_000;

/**
 * The list at the entrance. Ticks show at once, wait on this device while there is no network, and are sent in the order
 * in which they were made; each says absolutely whether somebody is here, so sending one twice does no harm.
 */
export class Entrance {
	data = $state.raw<RegistrationList | null>(null);
	problem = $state.raw<unknown>(null);
	/** Ticks that have not been sent: id -> here. */
	waiting = $state.raw<Record<string, boolean>>({});
	readonly slug: string;
	#query: Query = {};
	#turn = 0;
	#sending = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(slug: string) {
		this.slug = slug;
		this.waiting = kept<Record<string, boolean>>(this.#name) ?? {};
	}

	get #name(): string {
		return `${this.slug}:einlass`;
	}

	get #path(): string {
		return `congresses/${this.slug}/registrations`;
	}

	async load(query: Query = this.#query): Promise<void> {
		const turn = ++this.#turn;
		this.#query = query;
		try {
			const data = await api.get<RegistrationList>(this.#path, { query });
			if (turn !== this.#turn) return;
			this.data = data;
			this.problem = null;
		} catch (problem) {
			if (turn === this.#turn) this.problem = problem;
		}
	}

	/** Whether somebody is here, as it will be when everything has been sent. */
	isHere(row: RegistrationRow): boolean {
		return this.waiting[row.id] ?? row.here !== null;
	}

	set(id: number, here: boolean): void {
		this.waiting = { ...this.waiting, [id]: here };
		keep(this.#name, this.waiting);
		void this.flush();
	}

	/** Send what waits; what fails for want of network is tried again later. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#sending) return;
		this.#sending = true;
		try {
			for (let [next] = Object.entries(this.waiting); next; [next] = Object.entries(this.waiting)) await this.#send(...next);
		} catch {
			this.#timer = setTimeout(() => void this.flush(), RETRY);
		} finally {
			this.#sending = false;
		}
	}

	async #send(id: string, here: boolean): Promise<void> {
		try {
			const counts = await api.put<RegistrationCounts>(`${this.#path}/${id}/here`, { here });
			this.#take(id, here, counts);
		} catch (problem) {
			if (!(problem instanceof ApiProblem) || problem.status >= 500) throw problem;
			this.problem = problem;
			this.#take(id, here, null);
			await this.load();
		}
	}

	/** The server knows it now; a later tick of the same person goes on waiting. */
	#take(id: string, here: boolean, counts: RegistrationCounts | null): void {
		if (this.data && counts) {
			const moment = here ? new Date().toISOString() : null;
			const items = this.data.items.map((row) => (String(row.id) === id ? { ...row, here: moment } : row));
			this.data = { ...this.data, counts, items };
		}
		if (this.waiting[id] !== here) return;
		this.waiting = Object.fromEntries(Object.entries(this.waiting).filter(([other]) => other !== id));
		keep(this.#name, this.waiting);
	}

	async admit(name: string, municipality: string): Promise<void> {
		await api.post<RegistrationList>(this.#path, { name, municipality });
		await this.load();
	}

	async takeOff(id: number): Promise<void> {
		await api.delete<RegistrationList>(`${this.#path}/${id}`);
		await this.load();
	}

	/** Stop the clock when the page is left; what waits stays on this device. */
	stop(): void {
		clearTimeout(this.#timer);
	}
}
