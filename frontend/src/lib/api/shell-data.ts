import type { SessionAnswer } from './session-answer.ts';

/** What the server wrote into the page: who is here, and the first answers that this route will ask for. */
interface ShellData {
	session?: SessionAnswer;
	answers?: Record<string, unknown>;
}

interface Brought {
	session: SessionAnswer | null;
	answers: Map<string, unknown>;
}

let brought: Brought | undefined;

function read(): Brought {
	if (brought) return brought;
	let data: ShellData;
	try {
		data = JSON.parse(document.getElementById('shell-data')?.textContent ?? '{}') as ShellData;
	} catch {
		data = {};
	}
	brought = { session: data.session ?? null, answers: new Map(Object.entries(data.answers ?? {})) };
	return brought;
}

/** The answer for this path and query, once: later calls ask the server. */
export function takeShellAnswer(url: string): { value: unknown } | null {
	const { answers } = read();
	if (!answers.has(url)) return null;
	const value = answers.get(url);
	answers.delete(url);
	return { value };
}

/** The session that the page was served for, if the server wrote it in. */
export function shellSession(): SessionAnswer | null {
	return read().session;
}

/** Forget what was read, for tests that write another page. */
export function forgetShellData(): void {
	brought = undefined;
}
