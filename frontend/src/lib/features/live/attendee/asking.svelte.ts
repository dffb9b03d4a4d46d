import { api, ApiProblem, NetworkProblem, newIdempotencyKey } from '#lib/api';
import type { LiveRoom } from '../room/live-room.svelte.ts';
import type { OwnQuestion } from '../room/shapes.ts';
import { Outbox, type Store, type Unsent } from '../state/outbox.ts';
import type { Identity } from '../state/wire.ts';

const AGAIN = 10_000;
const identities: readonly Identity[] = ['anonymous', 'pseudonym', 'municipality', 'named'];

/** What has become of the last question, for the line above the field. */
export type Said = { kind: 'sent' | 'published' | 'queued' } | { kind: 'wait'; seconds: number };

/**
 * Asking: the draft, as whom, and what is still to be sent.
 *
 * Nothing typed is lost: the draft survives a reload, a question without a network waits in the outbox, and one that
 * the server refuses at once comes back into the field.
 */
export class Asking {
	text = $state('');
	identity = $state<Identity>('anonymous');
	name = $state('');
	unsent = $state.raw<readonly Unsent[]>([]);
	problem = $state.raw<unknown>(null);
	said = $state.raw<Said | null>(null);
	busy = $state(false);
	readonly #room: LiveRoom;
	readonly #store: Store;
	readonly #outbox: Outbox;
	/** Asked just now and not tried yet; whoever wrote it still looks at the field. */
	readonly #fresh = new Set<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(room: LiveRoom, store: Store) {
		this.#room = room;
		this.#store = store;
		this.#outbox = new Outbox(room.id, room.person, store);
		this.unsent = this.#outbox.all();
		this.text = this.#read(this.#draft) ?? '';
		const [identity, name] = (this.#read(this.#as) ?? '').split('\n');
		this.identity = identities.find((known) => known === identity) ?? 'anonymous';
		this.name = name ?? '';
	}

	get #draft(): string {
		return `ratschlag-live-draft-${this.#room.id}-${this.#room.person}`;
	}

	get #as(): string {
		return `ratschlag-live-as-${this.#room.person}`;
	}

	/** Keep what stands in the field; called at each change. */
	keep(): void {
		this.#write(this.#draft, this.text);
		this.#write(this.#as, this.identity === 'anonymous' && !this.name ? '' : `${this.identity}\n${this.name}`);
	}

	/** Throw away what stands in the field. */
	drop(): void {
		this.text = '';
		this.keep();
	}

	/** Ask what stands in the field. `name` is what the asker is to be shown as, where no account says it. */
	async ask(name: string): Promise<void> {
		const entry: Unsent = {
			key: newIdempotencyKey(),
			text: this.text.trim(),
			identity: this.identity,
			name,
			writtenAt: Date.now()
		};
		this.problem = null;
		this.said = null;
		this.#fresh.add(entry.key);
		this.#outbox.add(entry);
		this.drop();
		await this.flush();
	}

	/** Send what waits, oldest first, until nothing waits or the server cannot take it now. */
	async flush(): Promise<void> {
		if (this.busy) return;
		clearTimeout(this.#timer);
		this.busy = true;
		try {
			let next = this.#outbox.waiting()[0];
			while (next && (await this.#send(next))) next = this.#outbox.waiting()[0];
		} finally {
			this.busy = false;
			this.unsent = this.#outbox.all();
		}
	}

	/** Take an unsent question back into the field, below what stands there. */
	edit(entry: Unsent): void {
		this.text = [this.text.trim(), entry.text].filter(Boolean).join('\n');
		this.identity = entry.identity;
		this.name = entry.name;
		this.discard(entry);
		this.keep();
	}

	discard(entry: Unsent): void {
		this.#outbox.remove(entry.key);
		this.unsent = this.#outbox.all();
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	/** Whether the next one may be tried. */
	async #send(entry: Unsent): Promise<boolean> {
		const { key, text, identity, name } = entry;
		try {
			const path = `live/${this.#room.id}/questions`;
			const asked = await api.post<OwnQuestion>(path, { text, identity, name }, { idempotencyKey: key });
			this.#outbox.remove(key);
			this.#room.takeOwn(asked);
			this.said = { kind: asked.state === 'submitted' ? 'sent' : 'published' };
			return true;
		} catch (problem) {
			return this.#failed(entry, problem);
		}
	}

	#failed(entry: Unsent, problem: unknown): boolean {
		const fresh = this.#fresh.delete(entry.key);
		const later = laterIn(problem);
		if (later !== null) {
			this.said = problem instanceof NetworkProblem || later === AGAIN ? { kind: 'queued' } : waitOf(later);
			this.#timer = setTimeout(() => void this.flush(), later);
			return false;
		}
		if (fresh) {
			this.edit(entry);
			this.problem = problem;
		} else {
			this.#outbox.refuse(entry.key, problem instanceof ApiProblem ? problem.code : 'unknown');
		}
		return true;
	}

	#read(key: string): string | null {
		try {
			return this.#store.getItem(key);
		} catch {
			return null;
		}
	}

	#write(key: string, value: string): void {
		try {
			if (value) this.#store.setItem(key, value);
			else this.#store.removeItem(key);
		} catch {
			// Where storage is forbidden the draft lives as long as the page.
		}
	}
}

function waitOf(milliseconds: number): Said {
	return { kind: 'wait', seconds: Math.ceil(milliseconds / 1000) };
}

/** Milliseconds after which the same question may be sent again; null when that would change nothing. */
function laterIn(problem: unknown): number | null {
	if (problem instanceof NetworkProblem) return AGAIN;
	if (!(problem instanceof ApiProblem)) return null;
	if (problem.status === 429) return problem.retryMs ?? AGAIN;
	return problem.status >= 500 ? AGAIN : null;
}
