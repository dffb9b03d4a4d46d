import type { CaptionsRow, CongressEditing } from '#lib/api/schema.gen.ts';
import { toasts } from '#lib/ui';
import type { CongressEditor } from './editor.svelte.ts';

const parts: Record<CaptionsRow['language'] | 'poster', string> = { de: 'captions', en: 'captions_en', 'de-simple': 'captions_simple', poster: 'poster' };

/** Say that captions or the poster of a film were replaced or removed since `before`, and offer the ones there were. */
export function offerUndo(editor: CongressEditor, before: CongressEditing, film: number, what: keyof typeof parts, text: string): void {
	const had = before.files.find(({ id }) => id === film);
	const there = what === 'poster' ? had?.poster_url : had?.captions.some(({ language }) => language === what);
	const former = editor.data.files.find(({ id }) => id === film)?.former.find(({ part }) => part === parts[what]);
	if (there && former) toasts.show(text, { undo: () => editor.act('post', `files/${film}/former/${former.id}/restore`) });
}
