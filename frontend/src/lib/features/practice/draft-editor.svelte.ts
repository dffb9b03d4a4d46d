import { api, ApiProblem, fieldMessages, NetworkProblem } from '#lib/api';
import type { RevisionDetail, SavedDraft, WrittenContent } from '#lib/api/schema.gen.ts';
import { differing, normal, type Name } from './draft-values.ts';
import { forget, keep, kept } from './kept.ts';

export type SaveState = 'saved' | 'saving' | 'dirty' | 'offline' | 'refused' | 'conflict';

const PAUSE = 700;
const RETRY = 8_000;

/**
 * One draft that is saved as one types.
 *
 * Each change is kept on this device at once and sent after a short pause, against the version last seen: a save from
 * another tab is never overwritten silently. Without network the text waits here and goes out when it is back.
 */
export class DraftEditor {
	readonly id: number;
	content: WrittenContent;
	state = $state<SaveState>('saved');
	errors = $state.raw<Record<string, string>>({});
	missingToSubmit = $state.raw<readonly string[]>([]);
	missingToPublish = $state.raw<readonly string[]>([]);
	version = $state(0);
	#saved: WrittenContent;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | null = null;

	constructor(revision: RevisionDetail) {
		this.id = revision.id;
		this.version = revision.version;
		this.missingToSubmit = revision.missing_to_submit;
		this.missingToPublish = revision.missing_to_publish;
		this.#saved = normal(revision.content);
		const waiting = kept(this.id);
		this.content = $state({ ...revision.content, ...waiting?.changes });
		if (!waiting || !this.changed.length) return;
		if (waiting.version === revision.version) this.#later(0);
		else this.state = 'conflict';
	}

	/** Names of the fields that differ from what the server has. */
	get changed(): Name[] {
		return differing(this.#saved, normal(this.content));
	}

	set<K extends Name>(name: K, value: WrittenContent[K]): void {
		this.content[name] = value;
		this.touched();
	}

	/** Call after each change: keeps it here and sends it soon. */
	touched(): void {
		this.#keep();
		if (this.state === 'conflict') return;
		if (this.state !== 'offline') this.state = this.changed.length ? 'dirty' : 'saved';
		this.#later(PAUSE);
	}

	/** Send what is not saved yet and wait for it; true when all is saved. */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		await this.#sending;
		if (this.state !== 'conflict' && this.changed.length) await this.#send();
		return this.changed.length === 0;
	}

	/** After a conflict: what is typed here goes over the present version. */
	async keepMine(): Promise<void> {
		const now = await api.get<RevisionDetail>(`practice/revisions/${this.id}`);
		this.version = now.version;
		this.#saved = normal(now.content);
		this.state = 'dirty';
		await this.flush();
	}

	/** Forget what is kept on this device. */
	drop(): void {
		clearTimeout(this.#timer);
		forget(this.id);
	}

	/** Stop the clock when the page is left; what is not sent stays on this device. */
	stop(): void {
		clearTimeout(this.#timer);
	}

	#keep(): void {
		const values = normal(this.content);
		const changes = Object.fromEntries(this.changed.map((name) => [name, values[name]]));
		if (Object.keys(changes).length) keep(this.id, { version: this.version, changes });
		else forget(this.id);
	}

	#later(pause: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), pause);
	}

	async #send(): Promise<void> {
		const values = normal(this.content);
		const changes = Object.fromEntries(this.changed.map((name) => [name, values[name]]));
		this.state = 'saving';
		this.#sending = api
			.patch<SavedDraft>(`practice/revisions/${this.id}`, { version: this.version, changes })
			.then((answer) => this.#accepted(answer, changes))
			.catch((problem: unknown) => this.#failed(problem));
		await this.#sending;
		this.#sending = null;
	}

	#accepted(answer: SavedDraft, changes: Partial<WrittenContent>): void {
		this.version = answer.version;
		this.missingToSubmit = answer.missing_to_submit;
		this.missingToPublish = answer.missing_to_publish;
		Object.assign(this.#saved, changes);
		// A new conflict case becomes network-only on the server's side.
		if (!('visibility' in changes)) this.content.visibility = this.#saved.visibility = answer.visibility;
		this.errors = {};
		this.#keep();
		this.state = this.changed.length ? 'dirty' : 'saved';
		if (this.changed.length) this.#later(PAUSE);
	}

	#failed(problem: unknown): void {
		if (problem instanceof NetworkProblem) {
			this.state = 'offline';
			this.#later(RETRY);
		} else if (problem instanceof ApiProblem && problem.code === 'changed_meanwhile') {
			this.state = 'conflict';
		} else {
			this.state = 'refused';
			this.errors = byField(fieldMessages(problem));
		}
	}
}

/** `changes.links.0.url` -> `links`. */
function byField(messages: Record<string, string>): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [path, sentence] of Object.entries(messages)) found[path.replace(/^changes\./, '').split('.')[0] ?? path] ??= sentence;
	return found;
}
