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
		for (const [question, state] of Object.entries(this.#kept())) this.asked.set(question, state);
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
		if (state === 'mail_sent') this.#keep({ ...this.#kept(), [question]: state });
		return state;
	}

	/** What a guest did by the link in the mail, remembered by this browser: confirmed, or called off. */
	followed(question: string, state: Asked | null): void {
		const { [question]: _, ...others } = this.#kept();
		this.#keep(state ? { ...others, [question]: state } : others);
		if (state) this.asked.set(question, state);
		else this.asked.delete(question);
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

	#kept(): Record<string, Asked> {
		try {
			const kept: unknown = JSON.parse(this.#storage.getItem(this.#key) ?? '{}');
			const rows = kept && typeof kept === 'object' ? Object.entries(kept) : [];
			return Object.fromEntries(rows.filter(([, state]) => state === 'mail_sent' || state === 'confirmed'));
		} catch {
			return {};
		}
	}

	#keep(questions: Record<string, Asked>): void {
		try {
			this.#storage.setItem(this.#key, JSON.stringify(questions));
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
