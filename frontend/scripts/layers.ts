// Who may import whom in src: routes > shell > features > api, realtime, ui. A feature reaches another feature only
// through its index.ts. Written as a rule of our own because the question is about places, not about spellings.
import { dirname, relative, resolve, sep } from 'node:path';
import type { Linter, Rule } from 'eslint';

interface Place {
	layer: string;
	feature: string | undefined;
	inside: string;
}

interface Finding {
	messageId: keyof typeof MESSAGES;
	from: string;
	to: string;
}

const rank: Record<string, number> = { routes: 3, shell: 2, features: 1, api: 0, realtime: 0, ui: 0 };
const MESSAGES = {
	upward: '{{from}} may not import from {{to}}: routes > shell > features > api, realtime, ui.',
	ui: 'lib/ui knows no domain: it imports nothing from {{to}}.',
	sideways: 'lib/{{from}} and lib/{{to}} do not know each other, except that realtime may use api.',
	inside: 'Import the feature "{{to}}" through its index.ts: #lib/features/{{to}}.'
};

function placeOf(root: string, file: string): Place | null {
	const [top, ...rest] = relative(root, file).split(sep);
	if (top === 'routes') return { layer: 'routes', feature: undefined, inside: '' };
	const layer = rest[0] ?? '';
	if (top !== 'lib' || !(layer in rank)) return null;
	return { layer, feature: layer === 'features' ? rest[1] : undefined, inside: rest.slice(2).join('/') };
}

function targetOf(root: string, file: string, source: string): Place | null {
	if (source.startsWith('#lib/')) return placeOf(root, resolve(root, 'lib', source.slice(5)));
	if (source.startsWith('.')) return placeOf(root, resolve(dirname(file), source));
	return null;
}

function height({ layer }: Place): number {
	return rank[layer] ?? 0;
}

function wrong(from: Place, to: Place): Finding | null {
	const finding = (messageId: Finding['messageId']): Finding => ({ messageId, from: from.layer, to: to.layer });
	if (from.layer !== to.layer && height(from) <= height(to)) {
		if (from.layer === 'ui') return finding('ui');
		if (height(from) < height(to)) return finding('upward');
		return from.layer === 'realtime' && to.layer === 'api' ? null : finding('sideways');
	}
	const entrance = ['', 'index', 'index.ts'].includes(to.inside);
	const foreign = to.layer === 'features' && to.feature !== from.feature;
	return foreign && !entrance ? { ...finding('inside'), to: to.feature ?? '' } : null;
}

function ruleFor(root: string): Rule.RuleModule {
	return {
		meta: { type: 'problem', schema: [], messages: MESSAGES },
		create(context: Rule.RuleContext): Rule.RuleListener {
			const from = placeOf(root, context.filename);
			if (!from) return {};
			const check = (node: Rule.Node): void => {
				const source = 'source' in node && node.source && 'value' in node.source ? node.source.value : null;
				const to = typeof source === 'string' ? targetOf(root, context.filename, source) : null;
				const found = to && wrong(from, to);
				if (found) context.report({ node, messageId: found.messageId, data: { from: found.from, to: found.to } });
			};
			return {
				ImportDeclaration: check,
				ImportExpression: check,
				ExportNamedDeclaration: check,
				ExportAllDeclaration: check
			};
		}
	};
}

/** The eslint configuration of the layers below this source folder. */
export function layers(root: string): Linter.Config {
	return {
		files: ['src/**/*.ts', 'src/**/*.svelte'],
		plugins: { ratschlag: { rules: { layers: ruleFor(root) } } },
		rules: { 'ratschlag/layers': 'error' }
	};
}
