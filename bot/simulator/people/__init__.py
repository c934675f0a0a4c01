"""The people's side: what persons do, what can be looked at, and the simulator's own controls."""
