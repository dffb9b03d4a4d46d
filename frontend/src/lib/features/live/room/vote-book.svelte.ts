import type { Ack } from '#lib/realtime';
import { answered, caughtUp, noVotes, showsVote, shownScore, unanswered, wanted, type Votes } from '../state/votes.ts';
import type { Score } from '../state/wire.ts';
import type { KeptVotes } from './kept-votes.ts';

type Value = 0 | 1;
type Answer = Omit<Ack, 't' | 'i'>;

/** What the room knows of the votes that are stored, and how it sends one until it is answered. */
interface Room {
	/** The questions for which the server holds a vote of this person. */
	stored(): ReadonlySet<string>;
	score(id: string): Score;
	/** Whether a vote for this question could be stored, as far as is known. */
	takes(id: string): boolean;
	send(id: string, value: Value): Promise<Answer>;
	/** A vote has been stored, by this tab or by another one of the same browser. */
	onstored(id: string, value: Value): void;
	/** A vote has been taken back, because the server refused it with this code. */
	onrefused(id: string, code: string): void;
}

/** One's own votes that are not in the scores yet: shown at once, kept over a reload, sent until they are answered. */
export class VoteBook {
	#votes = $state.raw<Votes>(noVotes);
	readonly #room: Room;
	readonly #kept: KeptVotes | null;
	readonly #tabs: BroadcastChannel | null;
	#again = new Set<ReturnType<typeof setTimeout>>();
	#turn = 0;
	#restored = false;
	#stopped = false;

	/** Without `kept` nobody votes here. */
	constructor(session: string, kept: KeptVotes | null, room: Room) {
		this.#room = room;
		this.#kept = kept;
		this.#tabs = kept && 'BroadcastChannel' in globalThis ? new BroadcastChannel(`ratschlag-live-votes-${session}`) : null;
		if (this.#tabs) this.#tabs.onmessage = ({ data }: MessageEvent<[string, Value]>) => room.onstored(...data);
	}

	score(id: string): number {
		return shownScore(this.#votes, id, this.#room.score(id));
	}

	voted(id: string): boolean {
		return showsVote(this.#votes, this.#room.stored(), id);
	}

	/** Whether the last will for this question has no answer yet. */
	waits(id: string): boolean {
		return this.#votes.open.get(id)?.stored === false;
	}

	/** The code for which the last vote was taken back; undefined while there is nothing to say. */
	problem(id: string): string | undefined {
		return this.#votes.failed.get(id)?.error;
	}

	/** The score without those of one's own votes that are not stored: what a kept picture is to say. */
	storedScore(id: string): number {
		return this.waits(id) ? this.#room.score(id)[0] : this.score(id);
	}

	vote(id: string, value: Value): void {
		const i = `vote-${++this.#turn}`;
		this.#set(wanted(this.#votes, id, i, value, this.#room.stored().has(id), this.#room.score(id)));
		this.#send(id, i, value);
	}

	/** With the first picture: take up what a former page has left behind, unless it is stored or has become void. */
	restore(): void {
		if (this.#restored) return;
		this.#restored = true;
		const wills = this.#kept?.read() ?? {};
		for (const [id, value] of Object.entries(wills)) {
			const open = this.#votes.open.has(id); // changed again, quicker than the picture came
			if (!open && this.#room.takes(id) && this.#room.stored().has(id) !== (value === 1)) this.vote(id, value);
		}
		this.#keep();
	}

	/** Take scores and questions as they are now. */
	catchUp(scores: ReadonlyMap<string, Score>, shown: ReadonlyMap<string, unknown>): void {
		this.#votes = caughtUp(this.#votes, scores, shown);
	}

	/** The page is going; what has no answer stays kept. */
	stop(): void {
		this.#stopped = true;
		for (const timer of this.#again) clearTimeout(timer);
		this.#tabs?.close();
	}

	/** Nobody of this browser takes part any more. */
	forget(): void {
		this.#kept?.keep({});
	}

	#send(id: string, i: string, value: Value): void {
		const settle = (answer: Answer): void => this.#settle({ ...answer, t: 'ack', i }, value);
		this.#room.send(id, value).then(settle, () => this.#stopped || settle({ ok: false, error: 'closed' }));
	}

	#settle(ack: Ack, value: Value): void {
		const [votes, settled] = answered(this.#votes, ack);
		this.#set(votes);
		if (settled.kind === 'stored') {
			this.#room.onstored(settled.id, value);
			this.#tabs?.postMessage([settled.id, value]);
		}
		if (settled.kind === 'refused') this.#room.onrefused(settled.id, settled.error);
		if (settled.kind !== 'again') return;
		const timer = setTimeout(() => {
			this.#again.delete(timer);
			this.#send(settled.id, settled.i, value);
		}, settled.after);
		this.#again.add(timer);
	}

	#set(votes: Votes): void {
		this.#votes = votes;
		if (this.#restored) this.#keep();
	}

	#keep(): void {
		this.#kept?.keep(Object.fromEntries(unanswered(this.#votes).map(({ id, value }) => [id, value])));
	}
}
