import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { api, messageForProblem } from '#lib/api';
import { m } from '#lib/messages';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { LiveRoom } from '../room/live-room.svelte.ts';
import type { Question, Session } from '../room/shapes.ts';
import { across, columnsOf, following, moved, nearest, placeOf, verbsFor, type ColumnName, type Columns, type Place, type Verb } from './columns.ts';

const did: Record<Verb, (named: { text: string }) => string> = {
	approve: m.live_desk_did_approve,
	reject: m.live_desk_did_reject,
	stage: m.live_desk_did_stage,
	unstage: m.live_desk_did_unstage,
	answer: m.live_desk_did_answer,
	restore: m.live_desk_did_restore
};

/** The act that takes another one back; a question once let through by hand is not made new again. */
const inverse: Partial<Record<Verb, Verb>> = { stage: 'unstage', unstage: 'stage', answer: 'restore', reject: 'restore' };

/** A moderator's work: which card is in hand, what is done to it, and what the server said to that. */
export class DeskWork {
	/** What came of the last act on a card, when it did not work. */
	readonly problems = new SvelteMap<string, string>();
	readonly busy = new SvelteSet<string>();
	/** The card for which a reason is being chosen. */
	rejecting = $state<string | null>(null);
	readonly #room: LiveRoom;
	#chosen = $state<string | null>(null);
	#asked = $state<ColumnName | null>(null);
	#last: { id: string; verb: Verb } | null = null;
	#place: Place = { column: 'new', row: 0 };

	readonly columns: Columns = $derived.by(() => columnsOf(this.#room.questions, (id) => this.#room.score(id)));
	/** The card in hand: the chosen one, or what stands in its place now. */
	readonly current: string | null = $derived.by(() => {
		const place = placeOf(this.columns, this.#chosen);
		return place ? this.#chosen : nearest(this.columns, this.#place);
	});

	/** The column that a narrow screen shows: the one in hand, or an empty one that was asked for. */
	readonly column: ColumnName = $derived.by(() => this.#asked ?? this.#here().column);

	constructor(room: LiveRoom) {
		this.#room = room;
	}

	/** Turn to a column, to its first card if it has any. */
	show(column: ColumnName): void {
		const first = this.columns[column][0];
		if (first) this.choose(first.id);
		else this.#asked = column;
	}

	choose(id: string | null): void {
		if (id === null) return;
		this.#asked = null;
		this.#chosen = id;
		this.#place = placeOf(this.columns, id) ?? this.#place;
	}

	move(step: 1 | -1): void {
		this.choose(moved(this.columns, this.#here(), step));
	}

	cross(step: 1 | -1): void {
		this.choose(across(this.columns, this.#here(), step));
	}

	/** Do what a key or button says to the card in hand, if its state allows it. */
	async apply(verb: Verb): Promise<void> {
		const question = this.current === null ? undefined : this.#room.question(this.current);
		if (!question || !verbsFor(question.state).includes(verb)) return;
		if (verb === 'reject') this.rejecting = question.id;
		else await this.act(question, verb);
	}

	/** Bring back what the card in hand has been through, or else take back the last act. */
	async undo(): Promise<void> {
		const question = this.current === null ? undefined : this.#room.question(this.current);
		const back = question && verbsFor(question.state).find((verb) => verb === 'restore' || verb === 'unstage');
		if (question && back) return this.act(question, back);
		const last = this.#last && this.#room.question(this.#last.id);
		const verb = this.#last && inverse[this.#last.verb];
		if (last && verb && verbsFor(last.state).includes(verb)) return this.act(last, verb);
		toasts.show(m.live_desk_nothing_to_undo());
	}

	/** Carry out one act; a refusal is written on the card, and the card shows the state that the server has. */
	async act(question: Question, verb: Verb, reason?: string): Promise<void> {
		const { id, rev, text } = question;
		if (this.busy.has(id)) return;
		const next = this.current === id ? following(this.columns, id) : null;
		this.busy.add(id);
		this.problems.delete(id);
		try {
			const path = `live/${this.#room.id}/questions/${id}/${verb}`;
			const row = await api.post<Question>(path, reason === undefined ? { rev } : { rev, reason });
			if (next !== null) this.choose(next);
			this.#room.takeRow(row);
			this.#last = { id, verb };
			toasts.show(did[verb]({ text: text.length > 60 ? `${text.slice(0, 58)} …` : text }), { lasts: 4_000 });
		} catch (problem) {
			this.problems.set(id, messageForProblem(problem));
			void this.#room.refresh();
		} finally {
			this.busy.delete(id);
		}
	}

	/** Open or close the session, or switch the pre-moderation. */
	async run(what: 'open' | 'close' | 'premoderation', body?: { on: boolean }): Promise<boolean> {
		try {
			this.#room.takeSession(await api.post<Session>(`live/${this.#room.id}/desk/${what}`, body));
			return true;
		} catch (problem) {
			toasts.show(messageForProblem(problem), { tone: 'danger' });
			return false;
		}
	}

	#here(): Place {
		return placeOf(this.columns, this.current) ?? this.#place;
	}
}
