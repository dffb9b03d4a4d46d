import type { WrittenContent } from '#lib/api/schema.gen.ts';

export type Name = keyof WrittenContent;

const LINES = ['obstacles', 'dos', 'donts', 'preconditions', 'funding'] as const;

/** The content as the server keeps it: trimmed, without empty lines, steps and unfinished links. A copy. */
export function normal(content: WrittenContent): WrittenContent {
	const copy = JSON.parse(JSON.stringify(content)) as WrittenContent;
	const texts = copy as unknown as Record<string, unknown>;
	for (const [name, value] of Object.entries(texts)) if (typeof value === 'string') texts[name] = value.trim();
	for (const name of LINES) copy[name] = copy[name].map((line) => line.trim()).filter(Boolean);
	copy.procedure = copy.procedure
		.map(({ title, text, duration }) => ({ title: title.trim(), text: text.trim(), duration: duration.trim() }))
		.filter(({ title, text, duration }) => title || text || duration);
	copy.links = copy.links.filter(({ title, url }) => title.trim() && url.trim());
	return copy;
}

/** The names of the fields whose values differ. */
export function differing(one: WrittenContent, other: WrittenContent): Name[] {
	return (Object.keys(other) as Name[]).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
