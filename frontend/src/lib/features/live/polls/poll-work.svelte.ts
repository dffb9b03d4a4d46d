import { api, messageForProblem } from '#lib/api';
import type { LiveRoom } from '../room/live-room.svelte.ts';
import type { AnyPoll } from '../room/poll-book.svelte.ts';

export type PollVerb = 'open' | 'close' | 'reopen' | 'stage' | 'unstage' | 'duplicate' | 'move';

/** The lists of words at the desk. */
export type WordPlace = 'waiting' | 'shown' | 'blocked';

/** What a form sends. */
export interface PollForm {
	kind: AnyPoll['kind'];
	text: string;
	results: 'live' | 'hidden';
	options: string[];
	most: number;
	scale?: { low: number; high: number; low_label: string; high_label: string };
}

/** A moderator's work on polls. The answer of each call is shown at once, the stream says the same a moment later. */
export class PollWork {
	/** What came of the last act, when it did not work. */
	problem = $state('');
	/** The draft that the last act has thrown away. */
	deleted = $state.raw<PollForm | null>(null);
	readonly room: LiveRoom;

	constructor(room: LiveRoom) {
		this.room = room;
	}

	async run(poll: AnyPoll, verb: PollVerb, body: object = { rev: poll.rev }): Promise<void> {
		await this.#try(() => this.#post(`/${poll.id}/${verb}`, verb === 'duplicate' ? {} : body));
	}

	/** `seen`: where these words stood when it was decided; somebody else may have decided meanwhile. */
	async decide(poll: AnyPoll, state: 'approved' | 'blocked', words: readonly string[], seen: WordPlace): Promise<void> {
		await this.#try(() => this.#post(`/${poll.id}/words`, { state, words, seen }));
	}

	/** Gone at once, and back by writing it anew (`restore`) until something else is done. */
	async remove(poll: AnyPoll): Promise<void> {
		await this.#try(async () => {
			await api.post(`live/${this.room.id}/polls/${poll.id}/delete`, { rev: poll.rev });
			this.room.polls.change([], [poll.id]);
			this.deleted = formOf(poll);
		});
	}

	async restore(): Promise<void> {
		const form = this.deleted;
		if (form) await this.#try(() => this.save(form));
	}

	/** Raises what the API raises; the form shows it. */
	async save(form: PollForm, draft?: AnyPoll): Promise<void> {
		await (draft ? this.#post(`/${draft.id}/edit`, { ...form, rev: draft.rev }) : this.#post('', form));
	}

	async #post(path: string, body: object): Promise<void> {
		this.room.polls.take(await api.post<AnyPoll>(`live/${this.room.id}/polls${path}`, body));
	}

	async #try(act: () => Promise<void>): Promise<void> {
		this.problem = '';
		this.deleted = null;
		try {
			await act();
		} catch (problem) {
			this.problem = messageForProblem(problem);
		}
	}
}

/** A poll as a form would send it. */
export function formOf({ kind, text, hidden, options, most, scale }: AnyPoll): PollForm {
	return {
		kind,
		text,
		results: hidden ? 'hidden' : 'live',
		options: options.map((option) => option.text),
		most,
		...(scale ? { scale } : {})
	};
}
