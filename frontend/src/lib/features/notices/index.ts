export { default as NoticeButton } from './NoticeButton.svelte';
export { default as NoticePage } from './NoticePage.svelte';
