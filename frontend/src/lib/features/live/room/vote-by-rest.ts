import { api, ApiProblem } from '#lib/api';
import type { Ack, SentCommand } from '#lib/realtime';

/**
 * Sends votes and ballots of one session over REST, one after another, so that of two wills for one question the later
 * one is stored last. Raises what the API client raises when no answer came.
 */
export function voteByRest(session: string): (command: SentCommand) => Promise<Ack> {
	let before: Promise<unknown> = Promise.resolve();
	return (command) => {
		const vote = before.then(() => put(session, command));
		before = vote.catch(() => undefined);
		return vote;
	};
}

async function put(session: string, { c, i, q, v, p, choices }: SentCommand): Promise<Ack> {
	try {
		if (c === 'ballot') await api.put(`live/${session}/polls/${String(p)}/ballot`, { choices });
		else await api.put(`live/${session}/questions/${String(q)}/vote`, { value: v });
		return { t: 'ack', i, ok: true };
	} catch (problem) {
		if (!(problem instanceof ApiProblem) || problem.status >= 500) throw problem;
		const retry = problem.retryMs === null ? {} : { retry_ms: problem.retryMs };
		return { t: 'ack', i, ok: false, error: problem.code, ...retry };
	}
}
