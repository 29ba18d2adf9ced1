"""When, to whom, through what and on what occasion something was said."""
