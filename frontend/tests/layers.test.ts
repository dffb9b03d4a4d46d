import { resolve } from 'node:path';
import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { layers } from '../scripts/layers.ts';

const src = resolve('src');

function findings(file: string, code: string): (string | undefined)[] {
	const config = layers(src);
	return new Linter({ configType: 'flat', cwd: resolve('.') })
		.verify(code, [{ plugins: config.plugins ?? {}, rules: config.rules ?? {} }], { filename: resolve(src, file) })
		.map(({ messageId, message }) => messageId ?? message);
}

test.each([
	['lib/ui/Row.js', "import { api } from '#lib/api';", 'ui'],
	['lib/ui/Row.js', "import x from '../features/threads/index.js';", 'ui'],
	['lib/api/client.js', "import { x } from '#lib/features/threads';", 'upward'],
	['lib/api/client.js', "import { x } from '../realtime/index.js';", 'sideways'],
	['lib/features/threads/List.js', "import x from '../practice/Card.js';", 'inside'],
	['lib/features/threads/List.js', "import x from '#lib/shell/Header.js';", 'upward'],
	['routes/(main)/forum/page.js', "import x from '#lib/features/threads/List.svelte';", 'inside'],
	['routes/(main)/forum/page.js', "const x = import('#lib/features/threads/List.svelte');", 'inside'],
	['lib/features/threads/List.js', "export * from '../practice/Card.js';", 'inside']
])('%s may not say %s', (file, code, finding) => {
	expect(findings(file, code)).toEqual([finding]);
});

test.each([
	['routes/(main)/forum/page.js', "import { ThreadList } from '#lib/features/threads';"],
	['lib/features/threads/index.js', "export { x } from './List.js';"],
	['lib/features/practice/Example.js', "import { x } from '#lib/features/threads';"],
	['lib/features/practice/Example.js', "import { x } from '../threads/index.ts';"],
	['lib/features/live/Room.js', "import { api } from '#lib/api'; import { LiveSocket } from '#lib/realtime';"],
	['lib/ui/Row.js', "import { m } from '../messages.ts'; import Icon from './Icon.svelte';"],
	['lib/realtime/poll.js', "import { api } from '#lib/api';"]
])('%s may say %s', (file, code) => {
	expect(findings(file, code)).toEqual([]);
});
