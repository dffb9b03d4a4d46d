export { default as AskPage } from './AskPage.svelte';
export { default as ForumPage } from './ForumPage.svelte';
export { default as ThreadPage } from './ThreadPage.svelte';
export { default as ThreadRow } from './ThreadRow.svelte';
export { authorLabel } from './labels.ts';
