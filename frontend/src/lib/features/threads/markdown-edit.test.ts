import { expect, test } from 'vitest';
import { format } from './markdown-edit.ts';

const at = (text: string, start: number, end = start): { text: string; start: number; end: number } => ({ text, start, end });

test('selected words become bold, and plain again', () => {
	const bold = format(at('sehr wichtig hier', 5, 12), 'bold', 'Text');
	expect(bold).toEqual(at('sehr **wichtig** hier', 7, 14));
	expect(format(at(bold.text, 5, 16), 'bold', 'Text')).toEqual(at('sehr wichtig hier', 5, 12));
});

test('without a selection a sample is put in and selected', () => {
	expect(format(at('', 0), 'italic', 'Text')).toEqual(at('*Text*', 1, 5));
	expect(format(at('Siehe ', 6), 'link', 'Seite')).toEqual(at('Siehe [Seite](https://)', 14, 22));
});

test('each selected line becomes an item, and no longer one', () => {
	const list = format(at('davor\neins\nzwei\ndanach', 7, 13), 'list', '');
	expect(list).toEqual(at('davor\n- eins\n- zwei\ndanach', 6, 19));
	expect(format(list, 'list', '').text).toBe('davor\neins\nzwei\ndanach');
	expect(format(at('', 0), 'quote', '')).toEqual(at('> ', 2));
});
