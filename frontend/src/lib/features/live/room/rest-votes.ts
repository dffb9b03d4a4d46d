import { api, ApiProblem } from '#lib/api';
import type { Ack, SentCommand } from '#lib/realtime';

/** Votes over REST, where no socket gets through: one after another, so that of two wills for one question the later one is stored last. */
export class RestVotes {
	readonly #id: string;
	#last: Promise<unknown> = Promise.resolve();

	constructor(id: string) {
		this.#id = id;
	}

	/** Rejected while the server cannot be reached; a refusal is an answer. */
	send(command: SentCommand): Promise<Ack> {
		const vote = this.#last.then(() => this.#put(command));
		this.#last = vote.catch(() => undefined);
		return vote;
	}

	async #put({ c, i, q, v, p, choices }: SentCommand): Promise<Ack> {
		try {
			if (c === 'ballot') await api.put(`live/${this.#id}/polls/${String(p)}/ballot`, { choices });
			else await api.put(`live/${this.#id}/questions/${String(q)}/vote`, { value: v });
			return { t: 'ack', i, ok: true };
		} catch (problem) {
			if (!(problem instanceof ApiProblem) || problem.status >= 500) throw problem;
			const retry = problem.retryMs === null ? {} : { retry_ms: problem.retryMs };
			return { t: 'ack', i, ok: false, error: problem.code, ...retry };
		}
	}
}
