import { m } from '#lib/messages';
import { sizeText } from '../words.ts';

const MB = 1_000_000;
/** The same limits as in `forum/congress/media/kinds.py`; the server looks again, into the content. */
const limits: { endings: readonly string[]; most: number; kind: () => string }[] = [
	{ endings: ['mp4', 'webm'], most: 2000 * MB, kind: m.congress_upload_films },
	{ endings: ['png', 'jpg', 'jpeg'], most: 20 * MB, kind: m.congress_upload_pictures },
	{ endings: ['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'], most: 50 * MB, kind: m.congress_upload_documents },
	{ endings: ['vtt'], most: 2 * MB, kind: m.congress_upload_captions }
];

/** Why a file cannot be sent and what to do, told before anything is sent; '' when nothing speaks against it. */
export function refusal({ name, size }: Pick<File, 'name' | 'size'>, accept: string): string {
	const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	const limit = limits.find(({ endings }) => endings.includes(ending));
	if (!limit || !accept.split(',').includes(`.${ending}`)) {
		const kinds = accept.replaceAll('.', '').split(',').join(', ').toUpperCase();
		return m.congress_upload_wrong_kind({ name, kinds });
	}
	if (size === 0) return m.congress_upload_empty({ name });
	if (size > limit.most) return m.congress_upload_too_large({ name, size: sizeText(size), kind: limit.kind(), most: sizeText(limit.most) });
	return '';
}
