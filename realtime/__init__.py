"""Live delivery over WebSockets: protocol, hub, tick, vote lane. It delivers what the domain says, no more."""
