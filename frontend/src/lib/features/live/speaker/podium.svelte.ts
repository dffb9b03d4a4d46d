import { api, ApiProblem, messageForProblem } from '#lib/api';
import type { SentQuestion } from '../room/shapes.ts';
import { PodiumDrafts } from './drafts.svelte.ts';

const AGAIN = 5_000;

interface PodiumAnswer {
	speaker: { name: string; role: 'speaker' | 'impulse' | 'panel' | 'chair' | 'opening' };
	answers: { id: string; until: string }[];
}

/**
 * The speaker of this browser: lets in by the key of the link, and writes answers.
 *
 * The key is shown to the server once; from then on the browser's session holds the permission.
 */
export class Podium {
	state = $state<'asking' | 'given' | 'refused'>('asking');
	name = $state('');
	/** Nobody has answered the last time it asked to be let in; it goes on asking. */
	waits = $state(false);
	readonly drafts: PodiumDrafts;
	/** Until when an own answer may be changed, by its id. */
	own = $state.raw<ReadonlyMap<string, number>>(new Map());
	readonly #base: string;
	#key: string;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(id: string, key: string) {
		this.#base = `live/${id}/podium`;
		this.drafts = new PodiumDrafts(id, sessionStorage);
		this.#key = key;
	}

	/** Ask to be let in; `ontaken` is called when the address bar may forget the key. */
	async ask(ontaken: () => void): Promise<void> {
		clearTimeout(this.#timer);
		try {
			this.#take(this.#key ? await api.post<PodiumAnswer>(this.#base, { key: this.#key }) : await api.get<PodiumAnswer>(this.#base));
			[this.state, this.waits] = ['given', false];
			ontaken();
		} catch (problem) {
			if (problem instanceof ApiProblem && problem.status < 500 && problem.status !== 429) this.state = 'refused';
			else {
				this.waits = true;
				this.#timer = setTimeout(() => void this.ask(ontaken), AGAIN);
			}
		}
	}

	/** Answer a question; null when it is stored, else what to say. */
	write(question: string, text: string): Promise<string | null> {
		return this.#change(() => api.post<SentQuestion>(`${this.#base}/questions/${question}/answer`, { text }));
	}

	change(answer: string, text: string): Promise<string | null> {
		return this.#change(() => api.put<SentQuestion>(`${this.#base}/answers/${answer}`, { text }));
	}

	remove(answer: string): Promise<string | null> {
		return this.#change(() => api.delete<SentQuestion>(`${this.#base}/answers/${answer}`));
	}

	mayChange(answer: string, now: number): boolean {
		return (this.own.get(answer) ?? 0) > now;
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	async #change(work: () => Promise<SentQuestion>): Promise<string | null> {
		try {
			await work();
		} catch (problem) {
			return messageForProblem(problem);
		}
		// What is one's own, the stream does not say; without this answer it can just not be changed.
		await api.get<PodiumAnswer>(this.#base).then(
			(answer) => this.#take(answer),
			() => undefined
		);
		return null;
	}

	#take({ speaker, answers }: PodiumAnswer): void {
		this.name = speaker.name;
		this.own = new Map(answers.map(({ id, until }) => [id, Date.parse(until)]));
	}
}
