import { SvelteMap } from 'svelte/reactivity';
import { api } from '#lib/api';
import type { NoticeAsked, OwnNotices } from '#lib/api/schema.gen.ts';
import { getLocale } from '#lib/messages';

/** An account is told at once; a typed address first gets a mail to confirm it. */
export type Asked = NoticeAsked['state'];

/**
 * Of which questions of one session this person wants to be told. Of a guest only this browser knows it: the server keeps
 * the address apart from the person in the hall.
 */
export class Notices {
	readonly asked = new SvelteMap<string, Asked>();
	readonly #id: string;
	readonly #storage: Storage;
	#loaded = false;

	constructor(id: string, storage: Storage) {
		this.#id = id;
		this.#storage = storage;
		for (const question of this.#kept()) this.asked.set(question, 'mail_sent');
	}

	/** For an account, what the server knows; asked once, and again when that failed. */
	async load(): Promise<void> {
		if (this.#loaded) return;
		this.#loaded = true;
		try {
			this.#take(await api.get<OwnNotices>(`live/${this.#id}/notices`));
		} catch {
			this.#loaded = false;
		}
	}

	/** Ask; without an address for the account's own. Raises what the API client raises. */
	async ask(question: string, email = ''): Promise<Asked> {
		const body = { email, locale: getLocale() };
		const { state } = await api.put<NoticeAsked>(this.#path(question), body);
		this.asked.set(question, state);
		if (state === 'mail_sent') this.#keep([...this.#kept(), question]);
		return state;
	}

	/** Take it back, for an account; a guest does so by the link in the mail. */
	async giveUp(question: string): Promise<void> {
		this.#take(await api.delete<OwnNotices>(this.#path(question)));
	}

	#take({ questions }: OwnNotices): void {
		for (const [question, state] of this.asked) if (state === 'confirmed') this.asked.delete(question);
		for (const question of questions) this.asked.set(question, 'confirmed');
	}

	#path(question: string): string {
		return `live/${this.#id}/questions/${question}/notice`;
	}

	get #key(): string {
		return `live-notices-${this.#id}`;
	}

	#kept(): string[] {
		try {
			const kept: unknown = JSON.parse(this.#storage.getItem(this.#key) ?? '[]');
			return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
		} catch {
			return [];
		}
	}

	#keep(questions: readonly string[]): void {
		try {
			this.#storage.setItem(this.#key, JSON.stringify([...new Set(questions)]));
		} catch {
			// Without storage only the mark is missing after a reload.
		}
	}
}

let current: { id: string; notices: Notices } | null = null;

/** The one state that all rows of a session share. */
export function noticesOf(id: string): Notices {
	if (current?.id !== id) current = { id, notices: new Notices(id, localStorage) };
	return current.notices;
}
