import { m } from '#lib/messages';

const EXAMPLE = /^PB-\d{4}-\d{3,}$/;

/** How a question about a practice example begins: with a link to it. Empty when that is no example's number. */
export function textAbout(example: string): string {
	return EXAMPLE.test(example) ? `${m.threads_ask_about_example({ id: example })}\n\n` : '';
}
