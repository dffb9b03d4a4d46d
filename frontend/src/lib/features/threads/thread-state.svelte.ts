import { api } from '#lib/api';
import type { PostList, PostView, ThreadDetail } from '#lib/api/schema.gen.ts';
import { LiveSocket, type Frame } from '#lib/realtime';

/** Milliseconds between two looks for new posts when no socket gets through. */
const LOOK_EVERY = 15_000;

/**
 * A thread as it stands on the page: the posts in order, and those that came meanwhile.
 *
 * New posts wait in `fresh` until `reveal` puts them at the end, so that nothing moves while somebody reads or writes.
 */
export class ThreadState {
	detail = $state.raw<ThreadDetail>() as ThreadDetail;
	posts = $state.raw<PostView[]>([]);
	own = $state.raw<ReadonlySet<number>>(new Set());
	accepted = $state.raw<readonly number[]>([]);
	fresh = $state.raw<PostView[]>([]);
	before = $state(false);
	after = $state(false);
	highest = $state(0);
	readonly live: LiveSocket;
	readonly #path: string;

	constructor(detail: ThreadDetail) {
		this.#path = `threads/${detail.thread.id}`;
		this.detail = detail;
		this.posts = detail.posts;
		this.own = new Set(detail.own);
		this.accepted = detail.accepted;
		this.before = detail.before;
		this.after = detail.after;
		this.highest = detail.thread.highest;
		this.live = new LiveSocket({
			path: `/ws/threads/${detail.thread.id}/`,
			onframe: (frame) => void this.#hear(frame),
			onopen: () => void this.#catchUp(),
			poll: () => this.#catchUp(),
			pollEvery: LOOK_EVERY
		});
	}

	/** The number of the last post that is on the page or waits to be. */
	get #last(): number {
		return this.fresh.at(-1)?.number ?? this.posts.at(-1)?.number ?? 0;
	}

	/** Put the posts that came meanwhile at the end. */
	reveal(): void {
		if (!this.fresh.length) return;
		this.posts = merged(this.posts, this.fresh);
		this.fresh = [];
	}

	/** The posts before the first one shown. */
	async earlier(): Promise<void> {
		const list = await this.#read({ before: this.posts[0]?.number ?? this.highest + 1 });
		this.posts = merged(list.posts, this.posts);
		this.before = list.before;
	}

	/** The posts behind the last one shown. */
	async later(): Promise<void> {
		const list = await this.#read({ from: this.#last + 1 });
		this.posts = merged(this.posts, list.posts);
		this.after = list.after;
	}

	/** One's own new post: shown at once with all that came before it, if the end of the thread is on the page. */
	async add(post: PostView): Promise<void> {
		this.own = new Set([...this.own, post.id]);
		this.#arrive(post);
		if ((post.number ?? 0) > this.#last) await this.#catchUp();
		this.reveal();
	}

	/** Take over a changed post. */
	replace(post: PostView): void {
		const exchange = (list: PostView[]): PostView[] => list.map((one) => (one.id === post.id ? post : one));
		this.posts = exchange(this.posts);
		this.fresh = exchange(this.fresh);
	}

	/** Accept an answer or take that back; shown at once, and taken back visibly when the server refuses. */
	async accept(post: PostView, accepted: boolean): Promise<void> {
		const before = this.accepted;
		this.#mark(post.number ?? 0, accepted);
		try {
			await (accepted ? api.put(`posts/${post.id}/accepted`) : api.delete(`posts/${post.id}/accepted`));
		} catch (problem) {
			this.accepted = before;
			throw problem;
		}
	}

	async #hear(frame: Frame): Promise<void> {
		if (frame.t === 'accepted') this.#mark(Number(frame.number), frame.accepted === true);
		else if (frame.t === 'post_gone') await this.#refresh(Number(frame.number));
		else if (frame.t === 'post') {
			this.highest = Math.max(this.highest, Number(frame.highest));
			const post = frame.post as PostView;
			this.#arrive({ ...post, id: Number(post.id) });
			if (this.highest > this.#last) await this.#catchUp();
		}
	}

	/** A post that is known is exchanged; the next one waits; one behind a gap is read with the gap. */
	#arrive(post: PostView): void {
		const number = post.number ?? 0;
		this.highest = Math.max(this.highest, number);
		if (number <= this.#last) this.replace(post);
		else if (!this.after && number === this.#last + 1) this.fresh = [...this.fresh, post];
	}

	#mark(number: number, accepted: boolean): void {
		const others = this.accepted.filter((one) => one !== number);
		this.accepted = accepted ? [...others, number].sort((one, other) => one - other) : others;
	}

	async #catchUp(): Promise<void> {
		if (this.after) return;
		const list = await this.#read({ from: this.#last + 1 });
		const last = this.#last;
		this.fresh = merged(this.fresh, list.posts.filter(({ number }) => (number ?? 0) > last));
		this.highest = Math.max(this.highest, this.#last);
	}

	async #refresh(number: number): Promise<void> {
		if (number > this.#last || number < (this.posts[0]?.number ?? 0)) return;
		const [post] = (await this.#read({ from: number })).posts;
		if (post) this.replace(post);
	}

	async #read(query: { from: number } | { before: number }): Promise<PostList> {
		const list = await api.get<PostList>(`${this.#path}/posts`, { query });
		this.own = new Set([...this.own, ...list.own]);
		return list;
	}
}

/** Both lists in order of their numbers, each post once; the later list has the newer state of a post. */
function merged(first: readonly PostView[], second: readonly PostView[]): PostView[] {
	const byNumber = new Map([...first, ...second].map((post) => [post.number ?? 0, post]));
	return [...byNumber.values()].sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
}
