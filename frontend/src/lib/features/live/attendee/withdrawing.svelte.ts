import { SvelteMap } from 'svelte/reactivity';
import { api, ApiProblem, messageForProblem, NetworkProblem } from '#lib/api';
import type { LiveRoom } from '../room/live-room.svelte.ts';
import type { OwnQuestion } from '../room/shapes.ts';
import type { Store } from '../state/outbox.ts';

const UNDO_FOR = 6_000;
const AGAIN = 10_000;

/**
 * Withdrawing own questions. Each can be taken back for some seconds, in which the server hears nothing of it; then it
 * is kept until the server has answered, over lost networks and reloads. Withdrawing twice changes nothing.
 */
export class Withdrawing {
	/** Why the last try was refused, by question. */
	readonly problems = new SvelteMap<string, string>();
	readonly #timers = new SvelteMap<string, ReturnType<typeof setTimeout> | null>();
	readonly #busy = new Set<string>();
	#again: ReturnType<typeof setTimeout> | undefined;
	readonly #room: LiveRoom;
	readonly #store: Store;
	readonly #address: string;

	constructor(room: LiveRoom, store: Store) {
		this.#room = room;
		this.#store = store;
		this.#address = `ratschlag-live-withdrawn-${room.id}-${room.person}`;
		for (const id of this.#kept()) this.#timers.set(id, null);
	}

	/** Decided, but not with the server yet. */
	has(id: string): boolean {
		return this.#timers.has(id);
	}

	/** It can still be taken back. */
	mayCancel(id: string): boolean {
		return Boolean(this.#timers.get(id));
	}

	later(id: string): void {
		this.problems.delete(id);
		this.cancel(id);
		this.#timers.set(
			id,
			setTimeout(() => this.#send(id), UNDO_FOR)
		);
		this.#keep();
	}

	cancel(id: string): void {
		clearTimeout(this.#timers.get(id) ?? undefined);
		this.#timers.delete(id);
		this.#keep();
	}

	/** Send what waits for a network, or was left behind by a former page. */
	flush(): void {
		clearTimeout(this.#again);
		for (const [id, timer] of this.#timers) if (timer === null) void this.#send(id);
	}

	/** The page is going: send everything now, and keep it until a later page knows that it has arrived. */
	leave(): void {
		clearTimeout(this.#again);
		for (const id of [...this.#timers.keys()]) void this.#send(id, true);
	}

	async #send(id: string, leaving = false): Promise<void> {
		clearTimeout(this.#timers.get(id) ?? undefined);
		this.#timers.set(id, null);
		if (this.#busy.has(id)) return;
		this.#busy.add(id);
		try {
			this.#room.takeOwn(await api.post<OwnQuestion>(`live/${this.#room.id}/questions/${id}/withdraw`, {}, { keepalive: leaving }));
		} catch (problem) {
			if (problem instanceof NetworkProblem || (problem instanceof ApiProblem && problem.status >= 500)) {
				if (!leaving) this.#again = setTimeout(() => this.flush(), AGAIN);
				return;
			}
			this.problems.set(id, messageForProblem(problem));
		} finally {
			this.#busy.delete(id);
		}
		this.cancel(id);
	}

	#keep(): void {
		try {
			if (this.#timers.size === 0) this.#store.removeItem(this.#address);
			else this.#store.setItem(this.#address, JSON.stringify([...this.#timers.keys()]));
		} catch {
			// Where storage is forbidden it lasts as long as the page.
		}
	}

	#kept(): string[] {
		try {
			const kept: unknown = JSON.parse(this.#store.getItem(this.#address) ?? '[]');
			return Array.isArray(kept) ? kept.map(String) : [];
		} catch {
			return [];
		}
	}
}
