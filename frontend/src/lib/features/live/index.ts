export { default as AttendeeView } from './attendee/AttendeeView.svelte';
export { default as DeskView } from './desk/DeskView.svelte';
export { default as JoinView } from './join/JoinView.svelte';
export { default as ReceiptsView } from './receipts/ReceiptsView.svelte';
export { default as SpeakerView } from './speaker/SpeakerView.svelte';
export { default as StageView } from './stage/StageView.svelte';
