import { ApiProblem, NetworkProblem } from '#lib/api';
import { LiveSocket, type Frame, type SocketStatus } from '#lib/realtime';
import { session } from '#lib/session.svelte.ts';
import {
	changed,
	emptyState,
	greeted,
	known,
	received,
	recounted,
	replaced,
	scored,
	scoreOf,
	voteStored,
	type SessionState
} from '../state/session-state.ts';
import type { Delta, Hello, Missed, OwnVotes, Receipt, Scores, Snapshot } from '../state/wire.ts';
import { momentOf, sorted } from '../sorted.ts';
import { completeOwn, completeQuestion } from './complete.ts';
import { KeptState } from './kept-state.ts';
import { KeptVotes } from './kept-votes.ts';
import { personHere } from './person-here.ts';
import { PersonalReader } from './personal-reader.ts';
import { PollBook, type AnyPoll } from './poll-book.svelte.ts';
import type { OwnQuestion, Personal, Question, SentOwn, SentQuestion, Session } from './shapes.ts';
import { SnapshotWish } from './snapshot-wish.ts';
import { StateReader } from './state-reader.ts';
import { voteByRest } from './vote-by-rest.ts';
import { VoteBook } from './vote-book.svelte.ts';

export type Stream = 'public' | 'desk' | 'stage';
type SnapshotFrame = Snapshot<SentQuestion, Session> & { polls?: readonly AnyPoll[] };
type DeltaFrame = Delta<SentQuestion, Session> & { polls?: readonly AnyPoll[]; gone_polls?: readonly string[] };
type State = SessionState<SentQuestion, Session, SentOwn>;

const paths: Record<Stream, string> = { public: '', desk: 'desk/', stage: 'stage/' };

/**
 * One live session as one stream shows it: reads the state over REST, keeps it current over the socket, polls where no
 * socket gets through, and votes.
 *
 * `problem` is set when nothing could be shown at all; later failures show in `link` only, the last picture stays.
 */
export class LiveRoom {
	problem = $state.raw<unknown>(null);
	/** Set while the picture is one that this tab had kept for the time without a network: from when it is. */
	keptFrom = $state.raw<Date | null>(null);
	/** Hears of each vote that is taken back, with the code of the refusal. */
	onrefused: ((question: Question, code: string) => void) | null = null;
	readonly id: string;
	/** In whose name this browser keeps what is not sent yet. */
	readonly person: string;
	readonly polls: PollBook;
	readonly #votes: VoteBook;
	#state = $state.raw<State>(emptyState());
	readonly #stream: Stream;
	readonly #reader: StateReader;
	readonly #me: PersonalReader;
	readonly #kept: KeptState | null;
	readonly #socket: LiveSocket;
	#starting: ReturnType<typeof setTimeout> | undefined;
	readonly #wish = new SnapshotWish(
		() => this.#socket.send({ c: 'sync', epoch: this.#state.epoch, rev: Math.max(0, this.#state.rev) }),
		() => this.#state.stale
	);

	readonly session: Session | null = $derived(this.#state.session);
	readonly people: string | null = $derived(this.#state.people);
	readonly questions: readonly Question[] = $derived([...this.#state.questions.values()].map(completeQuestion));
	/** Own questions, the latest first. */
	readonly own: readonly OwnQuestion[] = $derived(
		sorted([...this.#state.own.values()].map(completeOwn), ({ id, created }) => [-momentOf(created), -Number(id)])
	);

	constructor(id: string, stream: Stream) {
		this.id = id;
		this.person = stream === 'public' ? personHere(localStorage) : 'guest';
		this.#stream = stream;
		this.#reader = new StateReader(`live/${id}/${paths[stream]}state`);
		this.#me = new PersonalReader(id, (me) => this.#know(me));
		this.#kept = stream === 'public' ? new KeptState(id, sessionStorage) : null;
		this.polls = new PollBook(id, this.person, stream === 'public' ? localStorage : null, (poll, choices) =>
			this.#socket.request({ c: 'ballot', p: poll, choices })
		);
		const by = session.known ? (session.user?.id ?? null) : undefined;
		this.#votes = new VoteBook(id, stream === 'public' ? new KeptVotes(id, by, sessionStorage) : null, {
			stored: () => this.#state.voted,
			score: (question) => scoreOf(this.#state, question),
			takes: (question) => this.session?.state === 'open' && this.#state.questions.get(question)?.state === 'approved',
			send: (q, v) => this.#socket.request({ c: 'vote', q, v }),
			onstored: (question, value) => this.#set(voteStored(this.#state, question, value)),
			onrefused: (id, code) => {
				const question = this.question(id);
				if (question) this.onrefused?.(question, code);
			}
		});
		this.#socket = new LiveSocket({
			path: `/ws/live/${id}/${paths[stream]}`,
			onframe: (frame) => this.#hear(frame),
			poll: () => this.#read(),
			sendByRest: voteByRest(id)
		});
	}

	get link(): SocketStatus {
		return this.#socket.status;
	}

	/** Read the state and follow it. */
	async start(): Promise<void> {
		this.problem = null;
		if (this.#kept) {
			addEventListener('pagehide', this.#keep);
			document.addEventListener('visibilitychange', this.#keep); // a phone may end a page in the background without a word
		}
		this.#socket.connect();
		this.polls.start();
		await this.refresh();
	}

	/** Start in a task of its own, so that page and list are not drawn in one piece. */
	startSoon(): void {
		this.#starting = setTimeout(() => void this.start());
	}

	stop(): void {
		clearTimeout(this.#starting);
		removeEventListener('pagehide', this.#keep);
		document.removeEventListener('visibilitychange', this.#keep);
		this.#wish.end();
		this.#me.stop();
		this.#votes.stop();
		this.polls.stop();
		this.#socket.close();
	}

	/** Read the state over REST now. A failure is shown only while there is nothing else to show. */
	async refresh(): Promise<void> {
		try {
			await this.#read();
		} catch (problem) {
			if (this.session !== null || (problem instanceof NetworkProblem && this.#showKept())) return;
			this.problem = problem;
			this.#kept?.forget();
			if (problem instanceof ApiProblem && problem.status < 500) this.#votes.forget();
		}
	}

	question(id: string): Question | undefined {
		const row = this.#state.questions.get(id);
		return row && completeQuestion(row);
	}

	score(id: string): number {
		return this.#votes.score(id);
	}

	voted(id: string): boolean {
		return this.#votes.voted(id);
	}

	isOwn(id: string): boolean {
		return this.#state.own.has(id);
	}

	/** Whether one's own vote cannot be sent yet. */
	voteWaits(id: string): boolean {
		return (this.link === 'offline' || this.link === 'connecting') && this.#votes.waits(id);
	}

	/** The code for which the last vote was taken back; undefined while there is nothing to say. */
	voteProblem(id: string): string | undefined {
		return this.#votes.problem(id);
	}

	/** Vote, or take the vote back. Shown at once, kept until it is stored, taken back visibly when the server refuses it. */
	vote(id: string, value: 0 | 1): void {
		this.#votes.vote(id, value);
	}

	/** Take what a write of one's own has answered, without waiting for the stream. */
	takeOwn(question: SentOwn): void {
		this.#set(received(this.#state, question));
	}

	/** Take a row that a write at the desk has answered, unless the stream was quicker. */
	takeRow(row: SentQuestion): void {
		const held = this.#state.questions.get(row.id);
		if (held && held.rev >= row.rev) return;
		this.#set({ ...this.#state, questions: new Map(this.#state.questions).set(row.id, { ...held, ...row }) });
	}

	/** Take the session as a write at the desk has answered it. */
	takeSession(session: Session): void {
		this.#set({ ...this.#state, session });
	}

	#keep = ({ type }: Event): void => {
		if (type === 'visibilitychange' && document.visibilityState !== 'hidden') return;
		const { epoch, rev, session, questions, voted, own } = this.#state;
		if (session === null || this.keptFrom) return;
		const me = { votes: Object.fromEntries([...voted].map((id) => [id, 1])), own: [...own.values()], ballots: this.polls.ballots };
		const scored = [...questions.values()].map((row) => ({ ...row, score: this.#votes.storedScore(row.id), version: scoreOf(this.#state, row.id)[1] }));
		this.#kept?.keep({ at: Date.now(), state: { epoch, rev, session, questions: scored, polls: this.polls.all }, me });
	};

	#showKept(): boolean {
		const kept = this.#kept?.read();
		if (!kept) return false;
		this.#replace({ t: 'snapshot', ...kept.state });
		this.#know(kept.me);
		this.#votes.restore();
		this.keptFrom = new Date(kept.at);
		return true;
	}

	#set(state: State): void {
		this.#state = state;
		this.#votes.catchUp(state.scores, state.questions);
	}

	#hear(frame: Frame): void {
		const message = frame as unknown;
		switch (frame.t) {
			case 'hello':
				this.#set(greeted(this.#state, message as Hello<SentOwn>));
				this.polls.know((message as Hello<SentOwn>).me.ballots);
				this.#wish.ask(true); // scores told while we were away have no revision
				break;
			case 'snapshot':
				this.#wish.end();
				this.#replace(message as SnapshotFrame);
				this.#votes.restore();
				this.problem = this.keptFrom = null;
				break;
			case 'delta':
				this.#change(message as DeltaFrame);
				if (!this.#state.stale) break;
				this.#wish.ask();
				this.#missed();
				break;
			case 'missed':
				this.#missed((message as Missed).within_ms);
				break;
			case 'scores':
				this.#set(scored(this.#state, message as Scores));
				this.polls.score((message as Scores).p);
				break;
			case 'receipt':
				this.#set(received(this.#state, (message as Receipt<SentOwn>).question));
				break;
			case 'votes':
				this.#set(recounted(this.#state, message as OwnVotes));
				break;
		}
	}

	async #read(): Promise<void> {
		const answer = await this.#reader.read();
		if (answer) this.#replace({ t: 'snapshot', ...answer });
		this.problem = this.keptFrom = null;
		if (!answer || this.#stream !== 'public') return;
		await this.#me.read(); // into the state as it is then: the socket may have been quicker
		this.#votes.restore();
	}

	/** Frames to this person alone may be among those that were missed. */
	#missed(within?: Missed['within_ms']): void {
		const { own, voted } = this.#state;
		if (own.size || voted.size || Object.keys(this.polls.ballots).length) this.#me.soon(within);
	}

	/** Polls go the way of the rest: what the state does not take over, they do not either. */
	#replace(snapshot: SnapshotFrame): void {
		const { epoch } = this.#state;
		const next = replaced(this.#state, snapshot);
		if (next !== this.#state) this.polls.replace(snapshot.polls ?? [], snapshot.epoch !== epoch);
		this.#set(next);
	}

	#change(delta: DeltaFrame): void {
		const next = changed(this.#state, delta);
		if (next.rev !== this.#state.rev) this.polls.change(delta.polls, delta.gone_polls);
		this.#set(next);
	}

	#know(me: Personal): void {
		this.#set(known(this.#state, me));
		this.polls.know(me.ballots);
	}
}
