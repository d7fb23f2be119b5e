"""The simulation of SOPs in calendar time: how long they really take, how sure that is, and what holds them up."""
