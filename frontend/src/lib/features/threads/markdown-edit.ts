/** A text with its selection. */
export interface Selected {
	text: string;
	start: number;
	end: number;
}

export type Format = 'bold' | 'italic' | 'list' | 'quote' | 'link';

const marks = { bold: '**', italic: '*' } as const;
const prefixes = { list: '- ', quote: '> ' } as const;

/** Put the marks of a format around the selection; what stands for missing words is selected afterwards. */
export function format(before: Selected, kind: Format, sample: string): Selected {
	if (kind === 'bold' || kind === 'italic') return wrap(before, marks[kind], sample);
	if (kind === 'link') return link(before, sample);
	return lines(before, prefixes[kind]);
}

function replace({ text, start, end }: Selected, words: string): string {
	return text.slice(0, start) + words + text.slice(end);
}

function wrap(before: Selected, mark: string, sample: string): Selected {
	const { text, start, end } = before;
	const words = text.slice(start, end);
	if (words.startsWith(mark) && words.endsWith(mark) && words.length > 2 * mark.length) {
		const bare = words.slice(mark.length, -mark.length);
		return { text: replace(before, bare), start, end: start + bare.length };
	}
	const inner = words || sample;
	const first = start + mark.length;
	return { text: replace(before, mark + inner + mark), start: first, end: first + inner.length };
}

function link(before: Selected, sample: string): Selected {
	const words = before.text.slice(before.start, before.end) || sample;
	const address = 'https://';
	const start = before.start + words.length + 3;
	return { text: replace(before, `[${words}](${address})`), start, end: start + address.length };
}

/** Each line of the selection begins with the prefix, or no longer does when all did. */
function lines(before: Selected, prefix: string): Selected {
	const { text } = before;
	const start = text.lastIndexOf('\n', before.start - 1) + 1;
	const next = text.indexOf('\n', before.end);
	const end = next === -1 ? text.length : next;
	const rows = text.slice(start, end).split('\n');
	const all = rows.every((row) => row.startsWith(prefix));
	const words = rows.map((row) => (all ? row.slice(prefix.length) : prefix + row)).join('\n');
	const caret = start + words.length;
	return { text: replace({ text, start, end }, words), start: before.start === before.end ? caret : start, end: caret };
}
