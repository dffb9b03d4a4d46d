import { expect, test } from 'vitest';
import { localPath, signInPath } from './next.ts';

const origin = 'https://ratschlag.example';

test.each([
	['/forum?sort=new#a', '/forum?sort=new#a'],
	['/t/7/wer-laedt-ein', '/t/7/wer-laedt-ein'],
	[null, '/'],
	['', '/'],
	['forum', '/'],
	['https://boese.example/', '/'],
	['//boese.example/', '/'],
	['/\\boese.example/', '/'],
	['/\t/boese.example/', '/'],
	['/.//boese.example/', '/'],
	['javascript:alert(1)', '/'],
	['/%2F/boese.example', '/%2F/boese.example']
])('%s leads to %s', (wanted, expected) => {
	expect(localPath(wanted, origin)).toBe(expected);
});

test('the way back is written into the address', () => {
	expect(signInPath('/t/7/a?b=1')).toBe('/anmelden?weiter=%2Ft%2F7%2Fa%3Fb%3D1');
	expect(signInPath('/')).toBe('/anmelden');
});
