import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A name for this build that depends on the sources alone, so that two builds of one commit are equal. */
export function sourceVersion(): string {
	const hash = createHash('sha256');
	for (const folder of ['messages', 'src', 'static']) {
		const files = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !entry.parentPath.includes('paraglide'))
			.map((entry) => join(entry.parentPath, entry.name));
		for (const file of files.sort()) hash.update(file).update(readFileSync(file));
	}
	hash.update(readFileSync('package-lock.json'));
	return hash.digest('hex').slice(0, 12);
}
