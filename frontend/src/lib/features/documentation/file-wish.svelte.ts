import { api, ApiProblem, NetworkProblem } from '#lib/api';
import type { ExportShape } from '#lib/api/schema.gen.ts';
import { getLocale } from '#lib/messages';

type ExportFormat = ExportShape['format'];
export type WishState = 'none' | 'asking' | 'waiting' | 'making' | 'done' | 'failed' | 'offline' | 'busy';

/** Milliseconds between two questions after a file that is not there yet: more and more, at most three seconds. */
const PAUSES = [400, 800, 1_500, 3_000];
const UNDER_WAY: readonly WishState[] = ['asking', 'waiting', 'making'];

/** One file that is wanted: asked for, followed until it is there, and saved once. */
export class FileWish {
	state = $state<WishState>('none');
	progress = $state(0);
	url = $state<string | null>(null);
	readonly underWay = $derived(UNDER_WAY.includes(this.state));
	readonly format: ExportFormat;
	#session: string;
	#save: (url: string) => void;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(session: string, format: ExportFormat, save: (url: string) => void) {
		this.#session = session;
		this.format = format;
		this.#save = save;
	}

	/** Ask for the file, or ask again after a failure. */
	async ask(): Promise<void> {
		if (this.underWay) return;
		this.state = 'asking';
		this.progress = 0;
		await this.#follow(() => api.post<ExportShape>(`live/${this.#session}/exports`, { format: this.format, locale: getLocale() }), 0);
	}

	/** Stop following; the server goes on. */
	stop(): void {
		clearTimeout(this.#timer);
		if (this.underWay) this.state = 'none';
	}

	async #follow(call: () => Promise<ExportShape>, turn: number): Promise<void> {
		let answer: ExportShape;
		try {
			answer = await call();
		} catch (problem) {
			this.state = stateOf(problem);
			return;
		}
		this.progress = answer.progress;
		this.url = answer.url;
		if (answer.state === 'done' && answer.url) {
			this.state = 'done';
			this.#save(answer.url);
		} else if (answer.state === 'failed') this.state = 'failed';
		else {
			this.state = answer.state === 'running' ? 'making' : 'waiting';
			const again = () => api.get<ExportShape>(`live/${this.#session}/exports/${answer.id}`);
			const pause = PAUSES[Math.min(turn, PAUSES.length - 1)];
			this.#timer = setTimeout(() => void this.#follow(again, turn + 1), pause);
		}
	}
}

function stateOf(problem: unknown): WishState {
	if (problem instanceof NetworkProblem) return 'offline';
	return problem instanceof ApiProblem && problem.status === 429 ? 'busy' : 'failed';
}
