import { api, ApiProblem, NetworkProblem } from '#lib/api';
import { m } from '#lib/messages';
import { codeFrom } from '../state/code.ts';

const CODE_LENGTH = 6;

/** Joining by code, and what to say when it does not work: each sentence says what to do. */
export class Joining {
	code = $state('');
	busy = $state(false);
	/** Seconds until the next try is allowed: for a figure that counts down; `error` says it once. */
	wait = $state(0);
	/** The session that has ended, when everybody may read its documentation. */
	ended = $state<string | null>(null);
	/** Why it did not work. */
	error = $state<string | null>(null);
	#timer: ReturnType<typeof setInterval> | undefined;

	typed(): void {
		this.ended = null;
		if (this.wait === 0) this.error = null;
	}

	/** Join; the id of the session, or null when it did not work and `error` says why. */
	async join(): Promise<string | null> {
		const code = codeFrom(this.code);
		if (this.wait > 0 || this.busy) return null;
		this.error = code === '' ? m.live_join_empty() : code.length === CODE_LENGTH ? null : m.live_join_length();
		if (this.error !== null) return null;
		this.busy = true;
		try {
			const { session } = await api.post<{ session: { id: string } }>('live/join', { code });
			return session.id;
		} catch (problem) {
			this.#refused(problem);
			return null;
		} finally {
			this.busy = false;
		}
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	#refused(problem: unknown): void {
		const code = problem instanceof ApiProblem ? problem.code : '';
		if (problem instanceof ApiProblem && problem.status === 429) return this.#countDown(problem.retryMs ?? 6_000);
		if (code === 'unknown_code') this.error = m.live_join_unknown();
		else if (code === 'session_not_open') this.error = m.live_join_not_open();
		else if (problem instanceof ApiProblem && code === 'session_closed') this.#closed(problem);
		else this.error = problem instanceof NetworkProblem ? m.live_join_no_answer() : m.live_join_failed();
	}

	#closed({ params }: ApiProblem): void {
		this.ended = params.documented ? String(params.session) : null;
		this.error = m.live_join_closed();
	}

	#countDown(milliseconds: number): void {
		this.wait = Math.ceil(milliseconds / 1000);
		this.error = m.live_join_limited({ seconds: this.wait });
		clearInterval(this.#timer);
		this.#timer = setInterval(() => {
			this.wait -= 1;
			if (this.wait > 0) return;
			clearInterval(this.#timer);
			this.error = m.live_join_again();
		}, 1_000);
	}
}
