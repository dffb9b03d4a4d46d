import type { DeskPoll, DeskPollResult, Poll } from '#lib/realtime/events.gen.ts';
import type { Store } from '../state/outbox.ts';
import { pollsChanged, pollsInOrder, pollsReplaced, pollsScored, sameChoices, type Choices, type Polls } from '../state/polls.ts';
import type { Ack } from '#lib/realtime';

/** A poll as any stream shows it; the desk's has more in it. */
export type AnyPoll = Omit<Poll, 'result'> & { result: DeskPollResult | null; changed_by?: DeskPoll['changed_by'] };

/** Sends a ballot until it is answered, over whatever way there is. */
type Send = (poll: string, choices: Choices) => Promise<Omit<Ack, 't' | 'i'>>;

const AGAIN_AT_MOST = 4;

/** Polls and one's own ballots: what the server has told, and what this person wants but is not stored yet. */
export class PollBook {
	#polls = $state.raw<Polls<AnyPoll>>(new Map());
	#stored = $state.raw<ReadonlyMap<string, Choices>>(new Map());
	#wanted = $state.raw<ReadonlyMap<string, Choices>>(new Map());
	#problems = $state.raw<ReadonlyMap<string, string>>(new Map());
	#turns = new Map<string, number>();
	#timers = new Set<ReturnType<typeof setTimeout>>();
	#stopped = false;
	readonly #address: string;
	readonly #store: Store | null;
	readonly #send: Send;

	readonly all: readonly AnyPoll[] = $derived(pollsInOrder(this.#polls));

	/** `store` keeps what this person has not sent yet over a reload; without it nobody votes here. */
	constructor(session: string, person: string, store: Store | null, send: Send) {
		this.#address = `ratschlag-live-ballots-${session}-${person}`;
		this.#store = store;
		this.#send = send;
	}

	/** Send what a former page has left behind. */
	start(): void {
		for (const [id, choices] of Object.entries(this.#kept())) if (!this.#wanted.has(id)) this.vote(id, choices);
	}

	stop(): void {
		this.#stopped = true;
		for (const timer of this.#timers) clearTimeout(timer);
	}

	replace(polls: readonly AnyPoll[], anew: boolean): void {
		this.#polls = pollsReplaced(this.#polls, polls, anew);
	}

	change(polls: readonly AnyPoll[] = [], gone: readonly string[] = []): void {
		this.#polls = pollsChanged(this.#polls, polls, gone);
	}

	score(results: Readonly<Record<string, { version: number }>> = {}): void {
		this.#polls = pollsScored(this.#polls, results);
	}

	/** Take one's own ballots as they are stored. */
	know(ballots: Readonly<Record<string, Choices>> = {}): void {
		this.#stored = new Map(Object.entries(ballots));
	}

	/** Take a poll that a write at the desk has answered, unless the stream was quicker. */
	take(poll: AnyPoll): void {
		const held = this.#polls.get(poll.id);
		if (!held || held.rev < poll.rev || held.version < poll.version) this.change([poll]);
	}

	/** One's own ballot as it shall be, also while it is on its way. */
	own(id: string): Choices {
		return this.#wanted.get(id) ?? this.#stored.get(id) ?? [];
	}

	/** Whether one's own ballot is not stored yet. */
	open(id: string): boolean {
		return this.#wanted.has(id);
	}

	/** The code for which the last ballot was taken back. */
	problem(id: string): string | undefined {
		return this.#problems.get(id);
	}

	/** What is stored or on its way, for a picture that is kept for the time without a network. */
	get ballots(): Record<string, Choices> {
		return Object.fromEntries([...this.#stored, ...this.#wanted]);
	}

	/** Vote, change the ballot, or take it back. Shown at once, and taken back visibly when the server refuses it. */
	vote(id: string, choices: Choices): void {
		this.#problems = without(this.#problems, id);
		this.#wanted = new Map(this.#wanted).set(id, choices);
		this.#keep({ ...this.#kept(), [id]: choices }); // with what other tabs want
		void this.#try(id, choices, this.#nextTurn(id), 1);
	}

	async #try(id: string, choices: Choices, turn: number, tries: number): Promise<void> {
		let answer: Omit<Ack, 't' | 'i'>;
		try {
			answer = await this.#send(id, choices);
		} catch {
			if (this.#stopped) return; // the page is going; what is wanted stays kept
			answer = { ok: false, error: 'closed' };
		}
		if (this.#turns.get(id) !== turn) return; // another will has taken its place
		if (!answer.ok && answer.retry_ms !== undefined && tries < AGAIN_AT_MOST) {
			const timer = setTimeout(() => {
				this.#timers.delete(timer);
				if (this.#turns.get(id) === turn) void this.#try(id, choices, turn, tries + 1);
			}, answer.retry_ms);
			this.#timers.add(timer);
			return;
		}
		if (answer.ok) this.#stored = new Map(this.#stored).set(id, choices);
		else this.#problems = new Map(this.#problems).set(id, answer.error ?? 'unknown');
		this.#wanted = without(this.#wanted, id);
		this.#forget(id, choices);
	}

	#nextTurn(id: string): number {
		const turn = (this.#turns.get(id) ?? 0) + 1;
		this.#turns.set(id, turn);
		return turn;
	}

	/** Another tab may keep its own will for the same poll; that one stays. */
	#forget(id: string, choices: Choices): void {
		const { [id]: kept, ...others } = this.#kept();
		if (kept && sameChoices(kept, choices)) this.#keep(others);
	}

	#keep(wanted: Record<string, Choices>): void {
		try {
			if (Object.keys(wanted).length === 0) this.#store?.removeItem(this.#address);
			else this.#store?.setItem(this.#address, JSON.stringify(wanted));
		} catch {
			// Where storage is forbidden a ballot that is on its way does not outlive the page.
		}
	}

	#kept(): Record<string, Choices> {
		try {
			const kept: unknown = JSON.parse(this.#store?.getItem(this.#address) ?? '{}');
			const entries = Object.entries(typeof kept === 'object' && kept !== null ? kept : {});
			return Object.fromEntries(entries.filter((entry): entry is [string, Choices] => Array.isArray(entry[1])));
		} catch {
			return {};
		}
	}
}

function without<Value>(map: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> {
	if (!map.has(id)) return map;
	const fewer = new Map(map);
	fewer.delete(id);
	return fewer;
}
