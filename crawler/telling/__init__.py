"""Who is told how a run went, and what? Messages, pings, metrics; all of it after the run, none of it part of it."""
