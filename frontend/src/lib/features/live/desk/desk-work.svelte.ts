import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { api, ApiProblem, messageForProblem } from '#lib/api';
import { m } from '#lib/messages';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { LiveRoom } from '../room/live-room.svelte.ts';
import type { Question, Session } from '../room/shapes.ts';
import { stateAtDesk } from '../texts.ts';
import { Access } from './access.svelte.ts';
import { CardDrag } from './card-drag.svelte.ts';
import { across, columnsOf, following, moved, nearest, placeOf, type ColumnName, type Columns, type Place } from './columns.ts';
import { commandsFor, mayComeFirst, mayLead, type Command, type Verb } from './commands.ts';
import { didText, shortened } from './command-texts.ts';
import { Finding } from './finding.svelte.ts';
import { displaced, HeldOrder } from './held-order.svelte.ts';
import { Shortlist } from './shortlist.ts';
import { undoing, type Body, type Step } from './undoing.ts';

/** Commands that ask for something first. */
export type Asked = 'reject' | 'edit' | 'label' | 'write' | 'merge' | 'unmerge';
const asks: readonly Command[] = ['reject', 'edit', 'label', 'write', 'merge', 'unmerge'];
const REMEMBERED = 20;
/** Milliseconds: long enough to read it and to take it back. */
const TOLD = 8_000;

/** What was done, and how it is taken back; `left` is the state in which it left the question. */
interface Done {
	readonly text: string;
	readonly id: string;
	readonly left: Question['state'];
	readonly steps: readonly Step[];
}

/** A moderator's work: which card is in hand, what is done to it, and what the server said to that. */
export class DeskWork {
	/** What came of the last act on a card, when it did not work. */
	readonly problems = new SvelteMap<string, string>();
	readonly busy = new SvelteSet<string>();
	readonly finding = new Finding();
	readonly access: Access;
	readonly shortlist: Shortlist;
	readonly drag: CardDrag;
	/** The order of the approved questions, which votes change all the time. */
	readonly order = new HeldOrder();
	/** The dialog that is open, and for which card. */
	asking = $state.raw<{ what: Asked; id: string } | null>(null);
	/** The link to the stage. It carries a secret, so it is asked for and stands in no shared snapshot. */
	stageUrl = $state<string | null>(null);
	readonly #room: LiveRoom;
	#chosen = $state<string | null>(null);
	#asked = $state<ColumnName | null>(null);
	#done: Done[] = [];
	/** Acts whose answer has not come yet, by question: the revision at which each began, and its end. */
	readonly #underway = new Map<string, { readonly rev: number; readonly end: Promise<unknown> }>();
	#place: Place = { column: 'new', row: 0 };

	readonly #sorted: Columns = $derived.by(() => columnsOf(this.finding.among(this.#room.questions), (id) => this.#room.score(id)));
	readonly columns: Columns = $derived.by(() => ({ ...this.#sorted, approved: this.order.among(this.#sorted.approved) }));
	/** How many approved questions do not stand where their votes would put them. */
	readonly displaced: number = $derived.by(() => displaced(this.columns.approved, this.#sorted.approved));
	/** The card in hand: the chosen one, or what stands in its place now. */
	readonly current: string | null = $derived.by(() => {
		const place = placeOf(this.columns, this.#chosen);
		return place ? this.#chosen : nearest(this.columns, this.#place);
	});

	/** The column that a narrow screen shows: the one in hand, or an empty one that was asked for. */
	readonly column: ColumnName = $derived.by(() => this.#asked ?? this.#here().column);

	constructor(room: LiveRoom) {
		this.#room = room;
		this.access = new Access(room);
		this.shortlist = new Shortlist({
			question: (id) => room.question(id),
			pinned: () => this.#pinnedCount(),
			pin: (question, position) => this.act(question, 'pin', { position })
		});
		this.drag = new CardDrag(this.shortlist);
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

	/** What can be done with this question now, the usual act first. */
	commands(question: Question): readonly Command[] {
		return commandsFor(question, this.#room.session?.state ?? 'planned');
	}

	/** Questions that may ask the same as this one and can lead it, as the server suggests them. */
	suggested(question: Question): readonly Question[] {
		if (question.state !== 'submitted' && question.state !== 'approved') return [];
		const found = (question.similar ?? []).map((id) => this.#room.question(id));
		return found.filter((other) => other !== undefined && mayLead(other) && other.id !== question.id) as Question[];
	}

	/** Do what a key or button says to the card in hand, if it is possible now. `chosen`: ask even where one would be suggested. */
	async apply(command: Command, chosen = false): Promise<void> {
		const question = this.#inHand();
		if (!question || !this.commands(question).includes(command)) return;
		const leader = command === 'merge' && !chosen ? this.suggested(question)[0] : undefined;
		if (leader) await this.act(question, 'merge', { into: leader.id, into_rev: leader.rev });
		else if (command === 'unmerge' && question.state === 'merged') await this.act(question, 'unmerge');
		else if (asks.includes(command)) this.asking = { what: command as Asked, id: question.id };
		else if (command === 'pin') await this.shortlist.put(question.id, this.#pinnedCount() + 1);
		else if (command === 'unpin') await this.act(question, 'pin', { position: null });
		else await this.act(question, command as Verb);
	}

	/** Of several commands on one key, the one that is possible. */
	async applyFirst(...commands: Command[]): Promise<void> {
		const question = this.#inHand();
		const possible = question && this.commands(question);
		const command = commands.find((one) => possible?.includes(one));
		if (command) await this.apply(command);
		else toasts.show(m.live_desk_not_now());
	}

	/** Move the card in hand along the shortlist. */
	async shift(step: 1 | -1, id = this.current): Promise<void> {
		if (id !== null) await this.shortlist.shift(id, step);
	}

	/** Let a card come next, whether or not it is on the shortlist yet. */
	async toFront(id = this.current): Promise<void> {
		const question = id === null ? undefined : this.#room.question(id);
		if (question && mayComeFirst(question, this.commands(question))) await this.shortlist.put(question.id, 1);
		else toasts.show(m.live_desk_not_now());
	}

	/** Take back the last act that can be taken back, or this one; what is still on its way is waited for. */
	async undo(which?: Done): Promise<void> {
		await Promise.all([...this.#underway.values()].map(({ end }) => end));
		const last = which ? this.#done.find((done) => done === which) : this.#done.at(-1);
		this.#done = this.#done.filter((done) => done !== last);
		if (!last) return void toasts.show(m.live_desk_nothing_to_undo());
		const now = this.#room.question(last.id);
		if (!now || now.state !== last.left) return void toasts.show(m.live_desk_undo_too_late({ text: last.text }), { tone: 'danger' });
		if (last.steps.length === 0) return void toasts.show(m.live_desk_undo_not({ text: last.text }));
		for (const { id, verb, body } of last.steps) {
			const question = this.#room.question(id);
			if (!question || !(await this.act(question, verb, body, false))) return;
		}
		this.choose(last.id);
		toasts.show(m.live_desk_undone({ text: last.text }), { lasts: 4_000 });
	}

	/**
	 * Carry out one act; whether it worked. A refusal is written on the card, and the card shows the state that the
	 * server has. `anew`: the act is new, so it can be taken back; else it takes one back.
	 *
	 * A second act on a card is dropped as long as the first one has shown no effect, as it is a double click; when the
	 * effect is there before the answer is, the second act follows the first.
	 */
	async act(question: Question, verb: Verb, body: Body = {}, anew = true): Promise<boolean> {
		const { id, rev } = question;
		const before = this.#underway.get(id);
		if (before?.rev === rev) return false;
		const acting = (before?.end ?? Promise.resolve()).then(() => this.#carryOut(question, verb, body, anew));
		const underway = { rev, end: acting };
		this.#underway.set(id, underway);
		this.busy.add(id);
		try {
			return await acting;
		} finally {
			if (this.#underway.get(id) === underway) {
				this.#underway.delete(id);
				this.busy.delete(id);
			}
		}
	}

	async #carryOut(question: Question, verb: Verb, body: Body, anew: boolean): Promise<boolean> {
		const { id, rev, text } = question;
		this.problems.delete(id);
		try {
			const next = this.current === id ? following(this.columns, id) : null;
			const row = await api.post<Question>(`live/${this.#room.id}/questions/${id}/${verb}`, { rev, ...body });
			const before = this.columns;
			this.#room.takeRow(row);
			if (anew && next !== null && placeOf(before, id)?.column !== placeOf(this.columns, id)?.column) this.choose(next);
			if (anew) this.#remember({ text: shortened(text), id, left: row.state, steps: undoing(question, verb, body) }, didText(verb, body, shortened(text)));
			return true;
		} catch (problem) {
			await Promise.all([this.#room.refresh(), this.access.doubt(problem)]);
			this.problems.set(id, this.#whatHappened(id, problem));
			return false;
		}
	}

	/** Change the session: open or close it, switch the pre-moderation, set the time for each question. */
	async run(what: 'open' | 'close' | 'premoderation' | 'budget', body?: Body): Promise<boolean> {
		try {
			this.#room.takeSession(await api.post<Session>(`live/${this.#room.id}/desk/${what}`, body));
			return true;
		} catch (problem) {
			toasts.show(messageForProblem(problem), { tone: 'danger' });
			void this.access.doubt(problem);
			return false;
		}
	}

	/** Ask for the link to the stage; `anew`: make a new one, and the old one void. Throws what the server refuses. */
	async askStageUrl(anew = false): Promise<void> {
		const path = `live/${this.#room.id}/desk/links`;
		const links = await (anew ? api.post<{ stage_url: string }>(`${path}/stage`) : api.get<{ stage_url: string }>(path));
		this.stageUrl = links.stage_url;
	}

	/** Why it did not work; where somebody else was quicker: who, and what the question is now. */
	#whatHappened(id: string, problem: unknown): string {
		const now = this.#room.question(id);
		const code = problem instanceof ApiProblem ? problem.code : '';
		if (!now || !['changed_meanwhile', 'wrong_state'].includes(code)) return messageForProblem(problem);
		const by = code === 'wrong_state' ? now.changed_by : null;
		const text = by ? m.live_problem_changed({ by }) : messageForProblem(problem);
		return `${text} ${m.live_desk_now_is({ state: stateAtDesk(now.state) })}`;
	}

	/** Keep what was done, and tell it with the button that takes it back. */
	#remember(done: Done, told: string): void {
		this.#done = [...this.#done.slice(1 - REMEMBERED), done];
		toasts.show(told, { lasts: TOLD, ...(done.steps.length > 0 ? { undo: () => this.undo(done) } : {}) });
	}

	#inHand(): Question | undefined {
		return this.current === null ? undefined : this.#room.question(this.current);
	}

	#pinnedCount(): number {
		return this.#room.questions.filter(({ state, pinned }) => state === 'approved' && pinned !== null).length;
	}

	#here(): Place {
		return placeOf(this.columns, this.current) ?? this.#place;
	}
}
