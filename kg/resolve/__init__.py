"""One article resolved: who speaks, to whom, about what, and who stands how toward whom."""
